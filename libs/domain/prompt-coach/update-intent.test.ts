import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EMPTY_INTENT, Intent } from '#contract/prompt-coach/intent';
import type { Json } from '#ports/model';
import { mergeIntentReports, updateIntent } from './update-intent.ts';

const read = (input: Json) => updateIntent.parse(input);

it('reads every field of a valid report', () => {
  const fields = {
    description: 'A sleepy orange fox holds a teal cup.',
    subject: 'fox',
    action: 'holding a cup',
    emotion: 'sleepy',
    elements: ['steam', 'cup'],
    composition: 'centred',
    style: 'flat vector',
    displayTexts: [{ text: 'GG', spellingConfirmed: true }],
    readiness: 'ready',
    confidence: 0.9,
  };
  expect(read(fields)).toEqual({ fields, dropped: 0 });
});

it.each([
  ['a description over 600 characters', { description: 'word '.repeat(121).trim() }],
  ['a blank description', { description: ' \u200b ' }],
  ['a placeholder', { description: 'custom mood, custom mood, custom mood' }],
  ['a list that is too long', { elements: Array(13).fill('star') }],
  ['an empty element', { elements: ['star', ' '] }],
  ['a list that is no list', { elements: 'star' }],
  ['a text to draw over 60 characters', { displayTexts: [{ text: 'x'.repeat(61) }] }],
  ['five texts to draw', { displayTexts: Array(5).fill({ text: 'GG' }) }],
  ['an unknown readiness', { readiness: 'READY' }],
  ['a confidence over 1', { confidence: 90 }],
  ['a confidence as text', { confidence: '0.9' }],
  ['an unknown field', { intent_ready: true }],
  ['a field of the prototype', { constructor: 'x' }],
])('drops %s, counts it, and keeps the rest', (_, broken) => {
  expect(read({ ...broken, subject: 'fox' })).toEqual({ fields: { subject: 'fox' }, dropped: 1 });
});

it('accepts a description of exactly 600 characters, counted in code points', () => {
  const description = `a red 🦊 ${'x'.repeat(592)}`;
  expect([...description]).toHaveLength(600);
  expect(read({ description })?.fields.description).toBe(description);
});

it('puts a field on one line, without control characters and half characters', () => {
  expect(read({ subject: ' a\n\tfox\u0000\ud83d ' })?.fields.subject).toBe('a fox \ufffd');
});

it('takes a spelling as not confirmed when the model does not say so', () => {
  expect(read({ displayTexts: [{ text: 'GG' }] })?.fields.displayTexts).toEqual([
    { text: 'GG', spellingConfirmed: false },
  ]);
});

it.each([null, 'ready', 1, ['ready'], true])('reads nothing of the input %j, which is no object', (input) => {
  expect(read(input)).toBeUndefined();
});

it('merges several calls: the later value wins', () => {
  const calls = [
    { subject: 'fox', style: 'flat' },
    { subject: 'cat', confidence: 7 },
  ].flatMap((input) => read(input) ?? []);
  expect(mergeIntentReports(calls)).toEqual({ fields: { subject: 'cat', style: 'flat' }, dropped: 1 });
});

it('never throws, and gives only fields that the contract allows', () => {
  const names = fc.constantFrom(...Object.keys(EMPTY_INTENT), 'other');
  const inputs = fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue()));
  fc.assert(
    fc.property(inputs, (input) => {
      const report = read(input as Json);
      expect(Intent.safeParse({ ...EMPTY_INTENT, ...report?.fields }).success).toBe(true);
    }),
  );
});
