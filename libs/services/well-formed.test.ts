import { expect, it } from 'vitest';
import type { Json } from '#ports/model';
import { isTooDeep, wellFormedInput } from './well-formed.ts';

/** @param depth - The number of lists or objects around the innermost value. */
const nested = (depth: number, form: (inner: Json) => Json): Json =>
  depth === 0 ? 'half \ud83d' : form(nested(depth - 1, form));

it.each<[string, (inner: Json) => Json]>([
  ['lists', (inner) => [1, inner]],
  ['objects', (inner) => ({ one: 1, inner })],
])('keeps an input of 32 nested %s as well-formed text, and replaces a deeper one by null', (_, form) => {
  expect(JSON.stringify(wellFormedInput(nested(32, form)))).toContain('half \ufffd');
  expect(wellFormedInput(nested(33, form))).toBeNull();
  expect([isTooDeep(nested(32, form)), isTooDeep(nested(33, form)), isTooDeep(undefined)]).toEqual([
    false,
    true,
    false,
  ]);
});
