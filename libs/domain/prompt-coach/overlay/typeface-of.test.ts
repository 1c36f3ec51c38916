import { expect, it } from 'vitest';
import { typefaceOf } from './typeface-of.ts';

it.each([
  ['Fira Code', 'mono'],
  ['Noto Sans Mono', 'mono'],
  ['Press Start 2P', 'pixel'],
  ['Dancing Script', 'script'],
  ['Comic Sans MS', 'comic'],
  ['Impact', 'impact'],
  ['BEBAS NEUE', 'condensed'],
  ['Roboto Condensed', 'condensed'],
  ['Nunito', 'rounded'],
  ['Times New Roman', 'serif'],
  ['Source Serif 4', 'serif'],
  ['Open Sans', 'sans'],
  ['sans-serif', 'sans'],
  ['Helvetica Neue', 'sans'],
] as const)('the nearest typeface of %s is %s', (name, typeface) => {
  expect(typefaceOf(name, 'impact')).toBe(typeface);
});

it('a brand without a font has the typeface that was asked for', () => {
  expect(typefaceOf(undefined, 'impact')).toBe('impact');
});
