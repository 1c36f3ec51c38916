import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Game } from '#contract/games';
import { aFullGame, aGame } from '#testing/game-fixtures';
import { averagesOf, recordOf, trendsOf } from './stats.ts';

describe('averages', () => {
  it('computes averages per game over the games with the value', () => {
    const games = [
      aFullGame({ goals: 2, shots: 3, boostPerMinute: 300, aerials: 1, wavedashes: 0 }),
      aGame({ goals: 0, shots: 4, saves: 0, score: 101, won: false }),
      aFullGame({ goals: 0, shots: 0, boostPerMinute: 401, aerials: 2, wavedashes: 0 }),
    ];
    expect(averagesOf(games)).toEqual({
      goals: 0.67,
      assists: 1,
      saves: 1.33,
      shots: 2.33,
      score: 313.67,
      shootingPct: 28.57,
      boostPerMinute: 350.5,
      supersonicPct: 14.2,
      aerials: 1.5,
      wavedashes: 0,
      winRatePct: 66.67,
    });
  });

  it('returns null averages without games, shots or the value', () => {
    expect(new Set(Object.values(averagesOf([])))).toEqual(new Set([null]));
    expect(averagesOf([aGame({ goals: 1, shots: 0 })])).toMatchObject({ goals: 1, shootingPct: null, aerials: null });
  });
});

describe('trends', () => {
  const played = (goals: readonly number[], fields: Partial<Game> = {}) =>
    goals.map((count, minute) => aGame({ goals: count, shots: 4, ...fields }, minute));

  it('computes trends as the later half minus the earlier half, in any order of the input', () => {
    const games = played([0, 1, 3, 4]);
    expect(trendsOf(games)).toMatchObject({ goals: 3, shots: 0, shootingPct: 75, winRatePct: 0, aerials: null });
    expect(trendsOf([...games].reverse())).toEqual(trendsOf(games));
    expect(trendsOf(played([4, 3, 1, 0]))).toMatchObject({ goals: -3, shootingPct: -75 });
  });

  it('counts the middle game of an odd number in the later half', () => {
    expect(trendsOf(played([0, 0, 3, 0, 0]))).toMatchObject({ goals: 1 });
  });

  it('returns a trend only for 4 games and a value in both halves', () => {
    expect(trendsOf(played([0, 1, 2]))).toBeNull();
    const withAerials = (count: number) => aFullGame({ aerials: count }, 10 + count);
    expect(trendsOf([...played([0, 1]), withAerials(1), withAerials(2)])).toMatchObject({ aerials: null, goals: 0.5 });
    expect(trendsOf([aFullGame({ aerials: 1 }), ...played([0, 1]), withAerials(2)])).toMatchObject({ aerials: 1 });
  });
});

it('returns only numbers that JSON can represent', () => {
  const count = fc.integer({ min: 0, max: 300 });
  const game = fc
    .record({ goals: count, shots: count, score: count, won: fc.boolean() })
    .chain((fields) => fc.option(fc.double({ min: 0, max: 2_000, noNaN: true })).map((boost) => ({ fields, boost })))
    .map(({ fields, boost }) => aGame({ ...fields, ...(boost !== null && { boostPerMinute: boost }) }));
  fc.assert(
    fc.property(fc.array(game, { maxLength: 12 }), (games) => {
      const stats = { averages: averagesOf(games), trends: trendsOf(games) };
      // NaN and infinities would become null, and -0 would become 0.
      expect(JSON.parse(JSON.stringify(stats))).toStrictEqual(stats);
      for (const value of Object.values(stats.averages)) {
        if (value !== null) expect(value).toBe(Number(value.toFixed(2)));
      }
    }),
    { numRuns: 300 },
  );
});

it('describes games in a few words', () => {
  const lost = aGame({ won: false });
  expect([recordOf([]), recordOf([lost]), recordOf([lost, aGame()])]).toEqual([
    'no games',
    '1 game, 0 won',
    '2 games, 1 won',
  ]);
});
