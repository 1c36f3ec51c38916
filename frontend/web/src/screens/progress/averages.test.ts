import { describe, expect, it } from 'vitest';
import type { Game } from '#contract/games';
import { BENCHMARKS, gameAt } from '../../../../testing/game-fixtures.ts';
import { averagesOf, compare, rankFor } from './averages.ts';

const game = (more: Partial<Game>): Game => ({ ...gameAt(0, '2026-11-21T10:00:00.000Z'), ...more });
const ranked = (rank: string): Game => game({ rank });

describe('averages', () => {
  it('are means over the games, and for shooting over all shots together', () => {
    const averages = averagesOf([
      game({ goals: 1, shots: 1, boostPerMinute: 300 }),
      game({ goals: 1, shots: 9, boostPerMinute: 400 }),
    ]);

    expect(averages).toMatchObject({ goals: 1, shots: 5, shootingPct: 20, boostPerMinute: 350 });
  });

  it('count only the games that say something', () => {
    const { aerials: _, ...silent } = game({});

    expect(averagesOf([game({ aerials: 4 }), silent]).aerials).toBe(4);
    expect(averagesOf([silent]).aerials).toBeUndefined();
    expect(averagesOf([game({ goals: 0, shots: 0 })]).shootingPct).toBeUndefined();
  });
});

it('compares with a rank as a share of it, and leaves out what is not known', () => {
  const [bronze] = BENCHMARKS;
  if (!bronze) throw new Error('no benchmarks');
  const rows = compare({ ...averagesOf([game({ goals: 1 })]), aerials: undefined }, bronze);

  expect(rows.find(({ measure }) => measure === 'goals')).toMatchObject({ own: 1, rank: 0.25, share: 4 });
  expect(rows.find(({ measure }) => measure === 'aerials')).toMatchObject({ own: undefined, share: undefined });
});

describe('the rank', () => {
  it('is the chosen one, whatever was played', () => {
    expect(rankFor('Champion I', [ranked('Gold I')], BENCHMARKS)?.rank).toBe('Champion I');
  });

  it('is that of the newest game whose rank has figures, without regard to case', () => {
    expect(rankFor(null, [ranked('Gold III'), ranked('gold i'), ranked('Silver I')], BENCHMARKS)?.rank).toBe('Gold I');
  });

  it('is the first one when nothing else is known', () => {
    expect(rankFor('Wood V', [ranked('Gold III')], BENCHMARKS)?.rank).toBe('Bronze I');
    expect(rankFor(null, [], [])).toBeUndefined();
  });
});
