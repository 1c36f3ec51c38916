import { COACH_ROWS } from '#contract/coaches';
import { STREAM_BYTES } from '#infra/bundle-limits';
import type { Contender, Effort, Row } from '../harness/row.ts';
import { type Bundle, naiveBundle, ourBundle, plainBundle } from '../world/bundles.ts';
import { inWorld } from '../world/in-world.ts';

const FUNCTION = 'stream-coach-creator-session';
const STREAMS = COACH_ROWS.map((row) => row.function);
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

/** Bytes that are loaded at the start, minified; the largest of several bundles. */
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
    what: 'a warm request to its first word, without the model’s time (a table read takes 4 ms, a write 8 ms, a transaction 25 ms)',
    base: 'the usual way',
    ours: 'ours',
    contenders: [warmTurns('the usual way', usual), warmTurns('ours', ours)],
    goals: [{ figure: 'firstWordMs', what: 'milliseconds', as: 'ratio', atMost: 0.4, stretch: 0.25 }],
    changed:
      'Admission reads everything in one round. Then the claim is written while the model is called, so the claim adds no wait. Connections are kept alive.',
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
      'The bundle leaves out the parts of the SDK that a turn never uses. Keys are fetched without a second HTTP client. A pattern is compiled for the first text that could match it, instead of a hundred patterns at every start. Connections are opened at the start, which takes a fifth of the time; otherwise the first turn would open them.',
    limitedBy:
      'Runs vary between 2.9 and 3.6, because the base is small and varies. Opening the connections takes a fifth of our time; without it the goal would be met, but the first turn would wait for them. The rest is the SDK: loading its two clients and Node’s HTTPS module, and creating the clients. Our own Bedrock client would save about 40 kB of 395.',
  },
  {
    number: 12,
    what: 'a cold process to its first word, without the model’s time',
    base: 'the usual way',
    ours: 'ours',
    contenders: [coldTurn('the usual way', usual), coldTurn('ours', ours)],
    goals: [{ figure: 'firstWordMs', what: 'milliseconds', as: 'ratio', atMost: 0.75, stretch: 0.5 }],
    changed:
      'As in row 11. The keys, the connections to the tables and to the model, and the stream reader are loaded concurrently, before the first turn.',
    limitedBy:
      'On loopback, network latency is small, so CPU remains: about as much as in the usual way, which does less per turn. Half of it is loading the SDK. Our function saves the waits.',
  },
  {
    number: 13,
    what: 'code that a stream function loads at its start, minified (the largest function)',
    ours: 'ours',
    isExact: true,
    contenders: [
      size('ours', ...STREAMS.map((name) => () => ourBundle(name))),
      size('ours, bundled as they are', ...STREAMS.map((name) => () => naiveBundle(name))),
      size('the usual way', usual),
      size('AI SDK without storage', peer('ai-sdk-alone')),
    ],
    goals: [{ figure: 'kB', what: 'kB', as: 'value', atMost: STREAM_BYTES / 1_000, stretch: 300 }],
    changed:
      'Stubs replace the parts of the SDK that a Lambda does not use, the schemas of unused operations are removed, and an 80-line converter replaces Zod’s for the JSON Schemas of tools. Code that is needed later (jobs, dialects) is loaded when it is needed.',
    limitedBy:
      '`npm test` fails above the goal. The stretch goal would need our own clients for the tables and the model, because the SDK is more than half of the bundle.',
  },
];
