import { expect, it } from 'vitest';
import { ToolRefusal } from '../tool.ts';
import { benchmarkOf } from './benchmarks.ts';
import { RANK_BENCHMARKS } from './rank-benchmarks.ts';

it('has the benchmark table of the specification', () => {
  expect(RANK_BENCHMARKS.map(({ rank }) => rank)).toEqual([
    'Bronze I',
    'Silver I',
    'Gold I',
    'Platinum I',
    'Diamond I',
    'Champion I',
    'Grand Champion I',
    'Supersonic Legend',
  ]);
  expect(benchmarkOf('Grand Champion I')).toEqual({
    rank: 'Grand Champion I',
    goals: 1.2,
    assists: 0.62,
    saves: 1.45,
    shots: 3.9,
    shootingPct: 30,
    boostPerMinute: 445,
    supersonicPct: 22,
    aerials: 1.3,
    wavedashes: 0.9,
  });
});

it('has benchmarks that rise from each rank to the next', () => {
  for (const [place, { rank, ...figures }] of RANK_BENCHMARKS.slice(1).entries()) {
    const { rank: _, ...lower } = RANK_BENCHMARKS[place] ?? {};
    for (const [name, value] of Object.entries(lower)) {
      expect(figures[name as keyof typeof figures], `${name} of ${rank}`).toBeGreaterThan(value);
    }
    expect(Object.keys(lower)).toHaveLength(9);
  }
});

it.each(['Grand Champion I', 'grand champion i', '  GRAND\tChampion \n I '])('finds the rank %j', (rank) => {
  expect(benchmarkOf(rank).rank).toBe('Grand Champion I');
});

it.each(['Gold', 'Gold II', 'Gold 1', 'GoldI', 'Gold I.', 'Champion', 'SSL', '', 'constructor', '__proto__', 'Gоld I'])(
  'throws for the rank %j and lists the known ranks',
  (rank) => {
    expect(() => benchmarkOf(rank)).toThrow(ToolRefusal);
    expect(() => benchmarkOf(rank)).toThrow(/There are figures for: Bronze I, .*, Supersonic Legend\.$/);
  },
);
