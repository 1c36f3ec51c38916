import { expect, it } from 'vitest';
import { Refusal, Unreachable } from '#client/refusal';
import { withId } from './repeatable.ts';

const last = { id: 'same', count: 2 };
const refusal = new Refusal('rate_limited', '', { status: 429, retryable: true, retryAfterMs: undefined, details: {} });

it('repeats the id of a request that got no answer', () => {
  expect(withId({ error: new Unreachable('gone'), variables: last }, { count: 2 })).toEqual(last);
});

it.each([
  ['another body', new Unreachable('gone'), { count: 3 }],
  ['a request that was refused', refusal, { count: 2 }],
  ['a request that succeeded', null, { count: 2 }],
])('takes a new id for %s', (_, error, body) => {
  expect(withId({ error, variables: last }, body).id).not.toBe('same');
});
