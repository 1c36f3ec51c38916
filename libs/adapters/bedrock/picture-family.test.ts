import { expect, it } from 'vitest';
import { cutAtWord, nearestFormat } from './picture-family.ts';

it.each([
  ['fox and dog', 100, 'fox and dog'],
  ['fox and dog', 7, 'fox and'],
  ['fox and dog', 6, 'fox'],
  ['  fox  and dog', 5, 'fox'],
  ['unbreakable', 5, 'unbre'],
  ['fo🦊x', 3, 'fo�'],
])('cuts "%s" to %d characters at a word', (text, maxLength, cut) => {
  expect(cutAtWord(text, maxLength)).toBe(cut);
});

it('finds the format whose ratio is nearest, whatever its size', () => {
  const formats: Parameters<typeof nearestFormat>[0] = [
    { width: 1, height: 1 },
    { width: 16, height: 9 },
    { width: 9, height: 16 },
  ];

  expect(nearestFormat(formats, { width: 1_280, height: 720 })).toEqual({ width: 16, height: 9 });
  expect(nearestFormat(formats, { width: 300, height: 400 })).toEqual({ width: 1, height: 1 });
});
