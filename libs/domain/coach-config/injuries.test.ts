import { expect, it } from 'vitest';
import { namesOf, rulesFor, statedOf } from './injuries.ts';
import { INJURY_TABLE } from './injury-rules.ts';

it.each([
  'none',
  'No.',
  'n/a',
  'nothing serious',
  'No injuries',
  'No known injuries at all.',
  'no knee issues',
  'no knee or shoulder problems',
  'No lower back pain',
  "I don't have any back problems",
  'without any injuries',
  'injury-free',
])('finds no injury in %j', (text) => {
  expect(statedOf([text])).toEqual([]);
});

it.each([
  ['Nothing serious, just sore knees', 'box jump'],
  ['no cartilage in my left knee, problems walking', 'box jump'],
  ["can't run without knee pain", 'box jump'],
  ['old ACL tear', 'box jump'],
  ['no knee issues but shoulder pain', 'overhead press'],
  ['herniated disc', 'deadlift'],
  ['a weird thing without a name', 'max-effort lift'],
])('finds an injury in %j', (text, exercise) => {
  expect(statedOf([text])).toEqual([text]);
  expect(rulesFor(text).flatMap((rule) => rule.contraindicated)).toContain(exercise);
});

it('forbids no exercise for a joint that is stated to be well', () => {
  const forbidden = rulesFor('no knee issues but shoulder pain').flatMap((rule) => rule.contraindicated);
  expect(forbidden).not.toContain('box jump');
});

it("keeps the user's words on one line and without duplicates", () => {
  expect(statedOf(['bad\n knees ', 'bad knees'])).toEqual(['bad knees']);
});

it.each(INJURY_TABLE.rules.flatMap((rule) => rule.keywords.map((keyword) => ({ keyword, rule }))))(
  'applies the rule of the keyword $keyword',
  ({ keyword, rule }) => {
    expect(rulesFor(`my ${keyword} hurts`)).toContain(rule);
    expect(rulesFor(`my ${keyword} hurts`)).not.toContain(INJURY_TABLE.unknown);
  },
);

it('forbids an exercise under all its names', () => {
  expect(namesOf(['snatch', 'sit-up', 'deadlift'])).toEqual(['snatch', 'sit-up', 'crunch', 'deadlift', 'dead lift']);
});
