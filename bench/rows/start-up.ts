import type { Contender, Effort, Row } from '../harness/row.ts';
import { type Bundle, naiveBundle, ourBundle, plainBundle } from '../world/bundles.ts';
import { inWorld } from '../world/in-world.ts';

const FUNCTION = 'stream-coach-creator-session';
const STREAMS = [FUNCTION, 'stream-game-coach'];
const ours = () => ourBundle(FUNCTION);
const naive = () => naiveBundle(FUNCTION);
const usual = () => plainBundle('bench/work/usual-way.ts');
const peer = (name: string) => () => plainBundle(`bench/peers/${name}.ts`);

const warmTurns = (name: string, bundle: () => Promise<Bundle>): Contender =>
  inWorld({ name, bundle, script: 'bench/work/warm-turns.ts', people: ({ quick }: Effort) => (quick ? 10 : 18) });

const coldTurn = (name: string, bundle: () => Promise<Bundle>): Contender =>
  inWorld({ name, bundle, script: 'bench/work/cold-turn.ts', people: () => 1 });

const coldStart = (name: string, bundle: () => Promise<Bundle>): Contender =>
  inWorld({ name, bundle, script: 'bench/work/cold-start.ts', people: () => 1 });

const HUNDREDTH_KB = 10;

/** Bytes that are read at the start, minified; of several bundles the largest. */
const size = (name: string, ...bundles: readonly (() => Promise<Bundle>)[]): Contender => ({
  name,
  async run() {
    const sizes = await Promise.all(bundles.map((bundle) => bundle()));
    return { kB: Math.round(Math.max(...sizes.map(({ bytes }) => bytes)) / HUNDREDTH_KB) / 100 };
  },
});

export const startUpRows: readonly Row[] = [
  {
    number: 10,
    what: 'a warm request to its first word, without the time of the model (tables at 4, 8 and 25 ms a read, write and transaction)',
    base: 'the usual way',
    ours: 'ours',
    contenders: [warmTurns('the usual way', usual), warmTurns('ours', ours)],
    goals: [{ figure: 'firstWordMs', what: 'milliseconds', as: 'ratio', atMost: 0.4, stretch: 0.25 }],
    changed:
      'Everything that admission looks at is read in one round; then the claim is written and the model asked at the same time, so that the claim hides behind the model. Connections are kept.',
  },
  {
    number: 11,
    what: 'CPU of a cold process that loads a stream function, its keys and its connections',
    base: 'an empty handler',
    ours: 'ours',
    contenders: [
      coldStart('an empty handler', () => plainBundle('bench/work/empty.ts')),
      coldStart('ours', ours),
      coldStart('ours, bundled as it is', naive),
      coldStart('the usual way', usual),
      coldStart('`import { z } from "zod"` alone', peer('zod-alone')),
      coldStart('electrodb alone', peer('electrodb-alone')),
      coldStart('Powertools logger alone', peer('powertools-logger')),
      coldStart('Powertools tracer alone', peer('powertools-tracer')),
      coldStart('AI SDK without storage', peer('ai-sdk-alone')),
    ],
    goals: [{ figure: 'cpuMs', what: 'CPU of the process', as: 'ratio', atMost: 3.2, stretch: 2 }],
    changed:
      "What a turn never uses of the SDK is not in the bundle; keys come without a second HTTP client; a pattern is made for the first text that could match it, and not a hundred at every start. Connections are opened here, which is a fifth of it, and would be the first turn's work otherwise.",
    holds:
      'Runs lie between 2.9 and 3.6: the base is small, and moves. What opens the connections is a fifth of ours; without it the goal would be met, and the first turn would wait for them. The rest is the SDK: reading its two clients and the HTTPS module of Node, and making them. A Bedrock client of our own would leave out some 40 kB of 395.',
  },
  {
    number: 12,
    what: 'a cold process to its first word, without the time of the model',
    base: 'the usual way',
    ours: 'ours',
    contenders: [coldTurn('the usual way', usual), coldTurn('ours', ours)],
    goals: [{ figure: 'firstWordMs', what: 'milliseconds', as: 'ratio', atMost: 0.75, stretch: 0.5 }],
    changed:
      'As in row 11; and keys, connections to the tables and to the model, and the reader of streams are fetched at once, before the first turn.',
    holds:
      'Here nothing is far away, so what is left is CPU: about the same as of the usual way, which does less for each turn, and half of it is loading the SDK. What we save are its waits.',
  },
  {
    number: 13,
    what: 'what a stream function reads at its start, minified (the largest of them)',
    ours: 'ours',
    isExact: true,
    contenders: [
      size('ours', ...STREAMS.map((name) => () => ourBundle(name))),
      size('ours, bundled as they are', ...STREAMS.map((name) => () => naiveBundle(name))),
      size('the usual way', usual),
      size('AI SDK without storage', peer('ai-sdk-alone')),
    ],
    goals: [{ figure: 'kB', what: 'kB', as: 'value', atMost: 400, stretch: 150 }],
    changed:
      'Stubs for parts of the SDK that a Lambda has no use for, schemas of operations that nobody asks for left out, and a converter of 80 lines for the JSON Schemas of tools instead of the one of Zod. What is needed later (jobs, dialects) is loaded then.',
    holds:
      'The stretch would take clients of our own for the tables and for the model: the SDK is more than half of it.',
  },
];
