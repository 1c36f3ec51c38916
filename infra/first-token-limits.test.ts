import { expect, it } from 'vitest';
import { COACH_ROWS } from '#contract/coaches';
import { FirstTokenLimitsSetting } from './first-token-limits.ts';

it.each([
  ['5000', { everyCoach: 5000, coaches: {} }],
  ['700,game_coach=800', { everyCoach: 700, coaches: { game_coach: 800 } }],
])('reads the limits %s', (text, limits) => {
  expect(FirstTokenLimitsSetting.parse(text)).toEqual(limits);
});

it('reads a limit for each coach', () => {
  const text = ['700', ...COACH_ROWS.map(({ kind }, index) => `${kind}=${800 + index}`)].join(',');

  expect(FirstTokenLimitsSetting.parse(text).coaches).toEqual(
    Object.fromEntries(COACH_ROWS.map(({ kind }, index) => [kind, 800 + index])),
  );
});

it.each(['', '5s', '99', '100000', 'game_coach=8000', '5000,8000', '5000,chess_coach=8000', '5000,game_coach='])(
  'refuses the limits %j',
  (text) => {
    expect(FirstTokenLimitsSetting.safeParse(text).success).toBe(false);
  },
);
