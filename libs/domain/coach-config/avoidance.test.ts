import { expect, it } from 'vitest';
import { recommendationsIn } from './avoidance.ts';
import { namesOf } from './injuries.ts';

const forbidden = namesOf(['box jump', 'deep squat', 'handstand push-up', 'deadlift']);

it.each([
  'Avoid box jumps.',
  'Avoid: box jumps, deep squats and burpees.',
  'Avoid:\n- box jumps\n- deep squats',
  'Because of the knee, avoid boxjumps.',
  'Never program heavy deadlifts or box jumps.',
  'Replace box jumps with step-ups.',
  'Instead of box jumps, use low step-ups.',
  'Box jumps are off limits.',
  'Squat to a pain-free height and hold the bottom.',
  'Skip box jumps entirely.',
  'Swap deadlifts with carries.',
  'Heavy deadlifts are strictly forbidden for now.',
])('accepts %j because it recommends no forbidden exercise', (text) => {
  expect(recommendationsIn(text, forbidden)).toEqual([]);
});

it.each([
  'Do box jumps!',
  'Never avoid box jumps',
  'Do not avoid box-jumps',
  'Avoid rest — box jumps daily',
  'Avoid nothing: box jumps are great.',
  'Replace step-ups with box jumps',
  'Box jumps are never off limits',
  'Avoid box jumps when tired.',
  'Without box jumps you stay weak.',
  'Box jumps are off limits unless you are rested.',
  'Replace box jumps with step-ups until you are strong.',
  'Replace box jumps with deadlifts.',
  'Never replace box jumps with step-ups.',
  'Avoid box jumps, but do deep squats.',
  'Do what others avoid: box jumps.',
  'Bоx jumps', // with a Cyrillic о
  'ＢＯＸ ＪＵＭＰＳ every day',
  'box\u200b jumps',
  '**box** jumps',
  'box\njumps',
  'HSPU twice a week',
  'Boxjumping makes you strong',
])('reports %j as a recommendation of a forbidden exercise', (text) => {
  expect(recommendationsIn(text, forbidden)).not.toEqual([]);
});

it('matches whole words only when it searches forbidden exercises', () => {
  expect(recommendationsIn('Keep the sandbox jumpsuit and the redeadlifting dream.', forbidden)).toEqual([]);
});
