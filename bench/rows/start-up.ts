import type { Row } from '../harness/row.ts';
import { ourBundle, plainBundle } from '../world/bundles.ts';
import { inWorld } from '../world/in-world.ts';

const FUNCTION = 'stream-coach-creator-session';
const ours = () => ourBundle(FUNCTION);
const usual = () => plainBundle('bench/work/usual-way.ts');

export const startUpRows: readonly Row[] = [
  {
    number: 10,
    what: 'a warm request to its first word, without the time of the model',
    base: 'the usual way',
    ours: 'ours',
    contenders: [
      inWorld({
        name: 'the usual way',
        script: 'bench/work/warm-turns.ts',
        bundle: usual,
        people: ({ quick }) => (quick ? 10 : 25),
      }),
      inWorld({
        name: 'ours',
        script: 'bench/work/warm-turns.ts',
        bundle: ours,
        people: ({ quick }) => (quick ? 10 : 25),
      }),
    ],
    goals: [{ figure: 'firstWordMs', what: 'milliseconds', as: 'ratio', atMost: 0.4, stretch: 0.25 }],
    changed: '.',
  },
  {
    number: 12,
    what: 'a cold process to its first word, without the time of the model',
    base: 'the usual way',
    ours: 'ours',
    contenders: [
      inWorld({ name: 'the usual way', script: 'bench/work/cold-turn.ts', bundle: usual, people: () => 1 }),
      inWorld({ name: 'ours', script: 'bench/work/cold-turn.ts', bundle: ours, people: () => 1 }),
    ],
    goals: [{ figure: 'firstWordMs', what: 'milliseconds', as: 'ratio', atMost: 0.75, stretch: 0.5 }],
    changed: '.',
  },
];
