import { expect, it } from 'vitest';
import { quantitiesIn } from './quantities.ts';

it.each([
  '1 2 '.repeat(2_500),
  '5x5 '.repeat(2_500),
  '1:1:'.repeat(2_500),
  `${'9'.repeat(10_000)}`,
  'a'.repeat(10_000),
])('reads the quantities in ten thousand characters within five seconds (case %#)', (text) => {
  const began = performance.now();
  quantitiesIn(text);
  expect(performance.now() - began).toBeLessThan(5_000);
});
