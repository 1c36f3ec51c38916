import { describe, expect, it } from 'vitest';
import type { Game } from '#contract/games';
import { BENCHMARKS, gameAt } from '../../../../testing/game-fixtures.ts';
import { averagesOf, compare, rankFor } from './averages.ts';

const game = (more: Partial<Game>): Game => ({ ...gameAt(0, '2026-11-21T10:00:00.000Z'), ...more });
const ranked = (rank: string): Game => game({ rank });

describe('averages', () => {
  it('averages each measure over the games, and shooting over all shots', () => {
    const averages = averagesOf([
      game({ goals: 1, shots: 1, boostPerMinute: 300 }),
      game({ goals: 1, shots: 9, boostPerMinute: 400 }),
    ]);

    expect(averages).toMatchObject({ goals: 1, shots: 5, shootingPct: 20, boostPerMinute: 350 });
  });

  it('leaves games without a value out of its average', () => {
    const { aerials: _, ...silent } = game({});

    expect(averagesOf([game({ aerials: 4 }), silent]).aerials).toBe(4);
    expect(averagesOf([silent]).aerials).toBeUndefined();
    expect(averagesOf([game({ goals: 0, shots: 0 })]).shootingPct).toBeUndefined();
  });
});

it('compares averages with a rank in percent and leaves out unknown values', () => {
  const [bronze] = BENCHMARKS;
  if (!bronze) throw new Error('no benchmarks');
  const rows = compare({ ...averagesOf([game({ goals: 1 })]), aerials: undefined }, bronze);

  expect(rows.find(({ measure }) => measure === 'goals')).toMatchObject({ own: 1, rank: 0.25, share: 4 });
  expect(rows.find(({ measure }) => measure === 'aerials')).toMatchObject({ own: undefined, share: undefined });
});

describe('the rank', () => {
  it('compares with the chosen rank before any other', () => {
    expect(rankFor('Champion I', [ranked('Gold I')], BENCHMARKS)?.rank).toBe('Champion I');
  });

  it('compares with the rank of the newest game that has benchmarks, in any case', () => {
    expect(rankFor(null, [ranked('Gold III'), ranked('gold i'), ranked('Silver I')], BENCHMARKS)?.rank).toBe('Gold I');
  });

  it('compares with the first rank when no game names one', () => {
    expect(rankFor('Wood V', [ranked('Gold III')], BENCHMARKS)?.rank).toBe('Bronze I');
    expect(rankFor(null, [], [])).toBeUndefined();
  });
});
