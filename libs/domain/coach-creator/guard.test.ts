import { describe, expect, it } from 'vitest';
import type { HeardFields } from './fields.ts';
import { withoutDenied } from './guard.ts';
import type { TopicName } from './topic.ts';

const guard = (words: string, heard: HeardFields, asked: readonly TopicName[] = [], known: readonly string[] = []) =>
  withoutDenied(heard, { words, asked, known }).fields;
const injuries = (...value: string[]): HeardFields => ({ injuryConsiderations: { value, confidence: 'high' } });
const contests = (...value: string[]): HeardFields => ({ competitionGoals: { value, confidence: 'high' } });
const INJURIES = ['injuries_and_limitations'] as const;

describe('denied values', () => {
  it.each([
    ['no knee issues', 'knee injury'],
    ['I have no knee issues', 'bad knees'],
    ['no knee, hip or back issues', 'hip issues'],
    ['no pain in my knees, hips or back', 'lower back pain'],
    ["my knees don't hurt", 'knee pain'],
    ['my knees are fine', 'knee problems'],
    ['healthy knees, but my left shoulder clicks', 'knee injury'],
    ['No injuries.', 'knee injury'],
    ["I've never had any injuries", 'old injury'],
    ['no knee issues, so I like running and jumping', 'knee pain when running'],
  ])('reads "%s" as a denial of "%s"', (words, item) => {
    expect(guard(words, injuries(item), INJURIES)).toEqual(injuries());
    expect(withoutDenied(injuries(item), { words, asked: INJURIES, known: [] }).denied).toBe(1);
  });

  it.each([
    ['healthy knees, but my left shoulder clicks', 'left shoulder clicks'],
    ['my knees are not great', 'knee trouble'],
    ["I can't squat deep because of my knee", 'knee: no deep squats'],
    ["my knee doesn't bend fully", 'knee with limited flexion'],
    ["I don't run because of my knee pain", 'knee pain'],
    ['no running, bad knees', 'bad knees'],
    ['No injuries except my right wrist', 'right wrist'],
    ['knee pain that never goes away', 'knee pain'],
    ['not sure why my knee hurts', 'knee pain'],
    ['nothing serious, just sore knees', 'sore knees'],
    ['no back issues and my shoulder hurts', 'shoulder pain'],
    ['I have knee pain when I do not warm up', 'knee pain'],
    ['I like training at home', 'left knee'],
    ['I tore my rotator cuff. Otherwise no problems.', 'shoulder injury'],
    ['asthma, no other issues', 'breathing trouble'],
    ['Plantar fasciitis, otherwise healthy', 'plantar fasciitis'],
  ])('does not read "%s" as a denial of "%s"', (words, item) => {
    expect(guard(words, injuries(item), INJURIES)).toEqual(injuries(item));
  });

  it('removes denied limitations of movement like denied injuries', () => {
    const heard: HeardFields = {
      injuryConsiderations: { value: ['left shoulder clicks'], confidence: 'high' },
      movementLimitations: { value: ['knee: no deep squats'], confidence: 'low' },
    };
    const { fields, denied } = withoutDenied(heard, { words: 'my knees are fine', asked: INJURIES, known: [] });
    expect(fields).toEqual({ ...heard, movementLimitations: { value: [], confidence: 'low' } });
    expect(denied).toBe(1);
  });

  it('keeps a stated injury beside a denied one', () => {
    const heard = injuries('knee injury', 'left shoulder clicks');
    expect(guard('no knee issues, but my left shoulder clicks', heard)).toEqual(injuries('left shoulder clicks'));
  });

  it('keeps known injuries unless the message denies them specifically', () => {
    const both = injuries('left shoulder clicks', 'wrist pain');
    expect(guard('also wrist pain, no injuries besides', both, [], ['left shoulder clicks'])).toEqual(both);
    expect(guard('no injuries', injuries('left shoulder clicks'), [], ['left shoulder clicks'])).toEqual(
      injuries('left shoulder clicks'),
    );
    expect(
      guard('my shoulder is fine now', injuries('left shoulder clicks'), INJURIES, ['left shoulder clicks']),
    ).toEqual(injuries());
  });

  it('does not read a denial as the answer to a question that was not asked', () => {
    expect(guard('no knee issues, so I love squats', injuries('knee injury'))).toEqual({});
    expect(guard('no injuries by the way', injuries('knee injury'))).toEqual(injuries());
  });

  it.each([
    "I don't want to compete",
    'I have no interest in competing',
    'No competitions for me',
    "competing isn't for me",
    "I'd rather not compete, I train for myself",
    'I never want to compete',
  ])('reads "%s" as a denial of every competition goal', (words) => {
    const heard = {
      ...contests('local competition'),
      competitionTimeline: { value: 'in May', confidence: 'low' },
    } as const;
    expect(guard(words, heard)).toEqual(contests());
    const goals: HeardFields = { primaryGoals: { value: ['get stronger', 'compete locally'], confidence: 'high' } };
    expect(guard(words, goals).primaryGoals?.value).toEqual(['get stronger']);
    expect(guard(words, { primaryGoals: { value: ['compete locally'], confidence: 'high' } })).toEqual({});
  });

  it('reads a bare no as the answer about competitions only when that was asked last', () => {
    const asked: readonly TopicName[] = ['success_metrics', 'competition_goals'];
    expect(guard('no', contests('local meet'), asked)).toEqual(contests());
    expect(guard('no', contests('local meet'), [])).toEqual(contests('local meet'));
  });

  it.each([
    ['I want to compete in a local throwdown', 'local throwdown'],
    ["I don't want to compete in CrossFit, but a Hyrox race would be fun", 'Hyrox race'],
    ["I've never competed, but I'd love to", 'first competition'],
    ["I wouldn't mind competing", 'maybe compete'],
    ["can't wait to compete", 'compete'],
  ])('reads "%s" as the competition goal "%s"', (words, item) =>
    expect(guard(words, contests(item))).toEqual(contests(item)),
  );

  it('reads an item that is itself a denial as an explicit none', () => {
    expect(guard('all fine', injuries('no knee issues'))).toEqual(injuries());
    expect(guard('hm', contests("doesn't want to compete"))).toEqual(contests());
  });
});
