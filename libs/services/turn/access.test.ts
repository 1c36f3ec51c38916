import { expect, it } from 'vitest';
import { countsAsTurn, returned } from './access.ts';

it.each([
  ['completed', false, true],
  ['completed', true, true],
  ['aborted', true, true],
  ['aborted', false, false],
  ['failed', true, false],
  ['failed', false, false],
] as const)(
  'counts a turn that is %s, with output shown %s, as a turn of the session: %s',
  (state, wasShown, counts) => {
    expect(countsAsTurn(state, wasShown)).toBe(counts);
  },
);

it('returns a grant only when its turn has shown nothing', () => {
  expect(returned('trial', false)).toEqual({ giveBack: 'trial' });
  expect(returned('trial', true)).toEqual({});
  expect(returned(undefined, false)).toEqual({});
});
