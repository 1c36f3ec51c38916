import { describe, expect, it } from 'vitest';
import { assistant, callOf, NOW, objectOf, toolOf, user } from './call-fixtures.ts';
import { type FillHints, fillInput } from './fill.ts';
import { messageOf } from './source.ts';
import { readTurn } from './turn.ts';

/** The tools of an invented coach for gardeners, which the base does not know. */

const text = { type: 'string' };
const list = (items: object, maxItems = 10) => ({ type: 'array', items, maxItems });
const choice = (...options: readonly string[]) => ({ type: 'string', enum: options });
const whole = (minimum: number, maximum: number) => ({ type: 'integer', minimum, maximum });

const BED = toolOf(
  'record_bed',
  {
    'name*': { ...text, maxLength: 40 },
    plantedOn: { ...text, description: 'The date on which it was planted.' },
    season: choice('spring', 'summer', 'autumn', 'winter'),
    rows: whole(1, 20),
    'isWatered*': { type: 'boolean' },
    lengthUnit: choice('m', 'km'),
    satisfaction: whole(1, 5),
    plants: list(objectOf({ 'name*': text, count: whole(1, 500), weight: { type: 'number', exclusiveMinimum: 0 } })),
    labels: list(objectOf({ 'text*': text, isConfirmed: { type: 'boolean' } })),
    tags: list(text, 3),
    confidence: choice('high', 'medium', 'low'),
  },
  'Records a bed.',
);
const FIND = toolOf('find_beds', {
  query: text,
  from: text,
  to: text,
  'limit*': { ...whole(1, 50), default: 10 },
  bedId: { ...text, pattern: '^[a-z0-9-]{1,20}$' },
  days: whole(1, 365),
});

const fill = (tool: typeof BED, said: string, hints: FillHints = {}, system = NOW) =>
  fillInput(tool, messageOf(readTurn(callOf([user(said)], { system }))), hints) as Record<string, unknown>;

describe('inputs from the message', () => {
  it('fills names, numbers, dates, options and lists', () => {
    const input = fill(
      BED,
      'Yesterday I planted 12 rows in the autumn bed: 40 tulips, then 3 kg potatoes. It was watered. 4 out of 5!',
    );
    expect(input).toMatchObject({
      plantedOn: '2026-11-28',
      season: 'autumn',
      rows: 12,
      isWatered: true,
      satisfaction: 4,
      plants: [{ count: 40 }, { name: 'potatoes', weight: 3 }],
      confidence: 'high',
    });
  });

  it('clamps numbers to the bounds of the schema', () => {
    expect(fill(BED, 'It has 90 rows')).toMatchObject({ rows: 20 });
    expect(fill(FIND, 'my last 900 beds of the last 3 years')).toMatchObject({ limit: 50, days: 365 });
  });

  it('leaves out options that are negated, and reads negated booleans as false', () => {
    expect(fill(BED, 'It was not watered in summer')).toMatchObject({ isWatered: false, season: 'summer' });
    expect(fill(BED, 'It is no summer bed')).not.toHaveProperty('season');
  });

  it('fills a list of texts with the quoted parts of the message', () => {
    expect(fill(BED, 'Two labels: "Tulips" and “Do not step”')['labels']).toEqual([
      { text: 'Tulips', isConfirmed: false },
      { text: 'Do not step', isConfirmed: false },
    ]);
  });

  it('fills only required properties when the message has no values', () => {
    expect(fill(BED, 'thanks')).toEqual({ name: 'thanks', isWatered: false, confidence: 'high' });
    expect(fill(FIND, 'hm')).toEqual({ query: 'hm', limit: 10 });
  });

  it.each([
    ['my last 3 beds', { limit: 3 }],
    ['show my last bed', { limit: 1 }],
    ['what did I do last Tuesday?', { from: '2026-11-24', to: '2026-11-24' }],
    ['the tulips of the last two weeks', { query: 'tulips', from: '2026-11-15', days: 14 }],
    ['show bed b-12', { bedId: 'b-12' }],
  ])('fills a search for "%s"', (said, expected) => {
    expect(fill(FIND, said)).toMatchObject(expected);
  });
});

describe('inputs from the prompt', () => {
  it('fills a property with the value of the same name in the prompt', () => {
    const tool = toolOf('get_level', { 'gardenLevel*': text });
    expect(fill(tool, 'my level?', {}, '<garden_level>expert</garden_level>')).toEqual({ gardenLevel: 'expert' });
    expect(fill(tool, 'my level?', {}, 'You know: {"gardenLevel":"novice"}')).toEqual({ gardenLevel: 'novice' });
  });

  it('fills an id with that of the object to which the message refers', () => {
    const system = `${NOW}\n<beds>[{"bedId":"a1","name":"tulips"},{"bedId":"b2","name":"potatoes","plantedOn":"2026-11-28"}]</beds>`;
    expect(fill(FIND, 'show the tulips', {}, system)).toMatchObject({ bedId: 'a1' });
    expect(fill(FIND, 'what about the one of yesterday', {}, system)).toMatchObject({ bedId: 'b2' });
  });

  it('fills a unit from the units in the prompt', () => {
    expect(fill(BED, 'a long bed', {}, 'Units: km.')).toMatchObject({ lengthUnit: 'km' });
  });

  it('fills no relative dates when the prompt has no date', () => {
    expect(fill(BED, 'planted yesterday', {}, 'You are a coach.')).not.toHaveProperty('plantedOn');
  });
});

describe('hints of a coach', () => {
  it('prefers hints by name or path to its own readings', () => {
    const values = { rows: () => 7, 'record_bed.plants.name': () => 'tulip' };
    expect(fill(BED, '3 rows, 40 tulips', { values })).toMatchObject({
      rows: 7,
      plants: [{ name: 'tulip' }, { name: 'tulip' }],
    });
  });

  it('ignores hints that are invalid by the schema', () => {
    expect(fill(BED, '3 rows', { values: { rows: () => 'many', season: () => 'monsoon' } })).toMatchObject({ rows: 3 });
  });

  it('reads options by their synonyms', () => {
    expect(fill(BED, 'in the fall', { synonyms: { autumn: /\bfall\b/ } })).toMatchObject({ season: 'autumn' });
  });
});

it('fills a memory with the note, without the request to remember it', () => {
  const tool = toolOf('save_memory', { 'content*': text, tags: list(text, 2) });
  expect(fill(tool, 'Please remember that I hate moles, and show my beds')).toEqual({
    content: 'I hate moles',
    tags: ['hate', 'moles'],
  });
  const messages = [user('Hi'), assistant('Moles hate garlic. Try it.'), user('save that as a note')];
  expect(fillInput(tool, messageOf(readTurn(callOf(messages))))).toMatchObject({ content: 'Moles hate garlic.' });
});

it('reads only completed activities for a tool that asks for them', () => {
  const tool = toolOf(
    'extract_harvest',
    { 'harvests*': list(objectOf({ 'name*': text, weight: { type: 'number' } })) },
    'What was completed.',
  );
  expect(fill(tool, 'I picked 3 kg plums. Tomorrow I pick 5 kg apples.')).toEqual({
    harvests: [{ name: 'picked', weight: 3 }],
  });
});
