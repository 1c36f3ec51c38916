import { expect, it } from 'vitest';
import { contrastBetween, legibilityOf } from './contrast.ts';

it.each([
  ['#000000', '#ffffff', 21],
  ['#FFFFFF', '#ffffff', 1],
  // As axe-core computes them.
  ['#767676', '#ffffff', 4.54],
  ['#0000ff', '#ffffff', 8.59],
  ['#F08A4B', '#000000', 8.44],
  ['#7c3aed', '#ffffff', 5.7],
] as const)('computes the contrast of %s and %s as WCAG does', (color, text, contrast) => {
  expect(contrastBetween(color, text)).toBeCloseTo(contrast, 2);
  expect(contrastBetween(text, color)).toBeCloseTo(contrast, 2);
});

it.each([
  [4.5, 'readable'],
  [4.49, 'largeOnly'],
  [3, 'largeOnly'],
  [2.99, 'hard'],
] as const)('judges a contrast of %d as %s', (contrast, legibility) => {
  expect(legibilityOf(contrast)).toBe(legibility);
});
