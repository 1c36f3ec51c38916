import { inChild } from '../harness/child.ts';
import type { Contender, Effort, Row } from '../harness/row.ts';

const RAW = 'raw http';
const OURS = 'ours';

/** Servers that answer the same requests with the same events, by name. */
const SERVERS = {
  [RAW]: 'bench/work/stream-raw.ts',
  [OURS]: 'bench/work/stream-ours.ts',
  'generator and pipeline': 'bench/work/stream-pipeline.ts',
  'Hono streamSSE': 'bench/peers/stream-hono.ts',
  'WHATWG streams': 'bench/work/stream-whatwg.ts',
  'AI SDK streamText': 'bench/peers/stream-ai-sdk.ts',
} as const;

const ALL = Object.keys(SERVERS) as readonly (keyof typeof SERVERS)[];

/** @param args - What each of them is asked to measure, and its sizes; see `bench/streaming/measure-server.ts`. */
const servers = (
  args: (effort: Effort) => readonly (string | number)[],
  names: readonly (keyof typeof SERVERS)[] = ALL,
): readonly Contender[] =>
  names.map((name) =>
    inChild({
      name,
      script: SERVERS[name],
      args: (effort) => args(effort).map(String),
      nodeArgs: ['--expose-gc'],
    }),
  );

const burst =
  (perTick: number) =>
  ({ quick }: Effort) => ['burst', perTick, quick ? 300 : 1_000];

const ONE_WRITE =
  'A body is written once in each turn of the event loop, at its end and before the loop waits for anything: the strings that came in it are joined, and none waits. Heartbeats are the writer’s, by one sleeper for a stream, where each event had a timer and a race of its own; so three generators between the engine and the response are one.';

const cpuRows: readonly Row[] = [
  {
    number: 1,
    what: 'CPU for each event, one delta in each turn of the event loop, over a connection of Node’s own server',
    base: RAW,
    ours: OURS,
    contenders: servers(burst(1)),
    goals: [{ figure: 'cpuMicros', what: 'CPU microseconds an event', as: 'ratio', atMost: 1.35, stretch: 1.2 }],
    changed: ONE_WRITE,
  },
  {
    number: 2,
    what: 'the same, eight deltas in each turn',
    base: RAW,
    ours: OURS,
    contenders: servers(burst(8)),
    goals: [{ figure: 'cpuMicros', what: 'CPU microseconds an event', as: 'ratio', atMost: 0.9, stretch: 0.7 }],
    changed: ONE_WRITE,
    holds:
      'The base writes strings that were made in advance. The same joined writes of ready strings were measured at 0.7 to 0.8, and with the JSON of each event at about 0.9; the rest is the one generator between the engine and the writer. Callbacks in its place would gain that, and would have to bring back-pressure and closing themselves.',
  },
  {
    number: 3,
    what: 'write calls in each turn of the event loop, eight deltas in each',
    ours: OURS,
    contenders: servers(() => ['writes', 8]),
    goals: [{ figure: 'writesPerTick', what: 'write calls a turn', as: 'value', atMost: 1 }],
    isExact: true,
    changed: 'As row 1; `libs/adapters/lambda/write-body.test.ts` counts them.',
  },
  {
    number: 4,
    what: 'from the request to the first event, over what a raw server in the same process takes, asked in turn',
    ours: OURS,
    contenders: servers(({ quick }) => ['first', quick ? 100 : 500]),
    goals: [{ figure: 'overRawMs', what: 'milliseconds over raw `http`', as: 'value', atMost: 0.3, stretch: 0.1 }],
    changed:
      'The first event leaves before the event loop goes on, together with the head. What is over raw is the request that is read and the answer that is made of it.',
  },
];

const manyRows: readonly Row[] = [
  {
    number: 14,
    what: '64 streams with 50 tokens a second in one process',
    base: RAW,
    ours: OURS,
    contenders: servers(({ quick }) => ['memory', 64, quick ? 1 : 1.5]),
    goals: [
      { figure: 'cpuMicros', what: 'CPU microseconds an event', as: 'ratio', atMost: 1.25 },
      { figure: 'p99Ms', what: 'milliseconds that the slowest hundredth came late', as: 'value', atMost: 10 },
      { figure: 'bytesPerStream', what: 'bytes that an open stream keeps', as: 'ratio', atMost: 1.15 },
    ],
    changed: ONE_WRITE,
    holds:
      'A stream of ours keeps about 9 kB more than a bare response: the generators, the request and its answer, the function’s deadline (0.4 kB) and the sleeper of the heartbeats (1.3 kB). On Lambda a process has one stream, whose prompt alone is larger, so nothing was folded together for it.',
  },
  {
    number: 15,
    what: '1,000 streams with 50 tokens a second in one process; a reader in another, on the same machine',
    base: RAW,
    ours: OURS,
    contenders: servers(({ quick }) => ['streams', 1_000, quick ? 0.5 : 1]),
    goals: [
      {
        figure: 'missing',
        what: 'share of the events that is not there a second after the last was due',
        as: 'value',
        atMost: 0.01,
      },
      {
        figure: 'p99Ms',
        what: 'milliseconds that the slowest hundredth came late',
        as: 'ratio',
        atMost: 2,
        stretch: 1.3,
      },
    ],
    changed: ONE_WRITE,
  },
];

const NODE_HTTP = 'node:http';
const LOCAL = 'Function URL of the local stack';
const way = ({ quick }: Effort) => ['way', quick ? 200 : 1_000].map(String);

const localRow: Row = {
  number: 21,
  what: 'a function behind the local stack’s Function URL, against the same handler in Node’s own server',
  base: NODE_HTTP,
  ours: LOCAL,
  contenders: [
    inChild({ name: NODE_HTTP, script: 'bench/work/stream-ours.ts', args: way }),
    inChild({ name: LOCAL, script: 'bench/work/stream-local.ts', args: way }),
  ],
  goals: [
    { figure: 'firstMs', what: 'milliseconds to the first event', as: 'ratio', atMost: 1.5 },
    { figure: 'wayMs', what: 'milliseconds on its way, each later event', as: 'ratio', atMost: 1.4 },
  ],
  changed:
    'Nothing: the stack was measured as it is. With one write in each turn of the event loop, a burst is one message between the threads.',
  holds:
    'Every event crosses from the worker’s thread to the front’s, and the request the other way before; to wake a thread takes 0.05 to 0.1 ms. It shows in the first event, which takes some tenths of a millisecond longer, beside a model that takes hundreds. Head and first event in one message were measured to gain a fifth of that; but a message that waits may be lost when the function crashes, and the stack should show a crash as it is.',
};

const pace = (name: string, firstMs: number, tokenMs: number): Contender =>
  inChild({ name, script: 'bench/work/first-word.ts', args: () => [String(firstMs), String(tokenMs)] });

const LARGE_MODEL = 'a large model: first token after 1.2 s, then 100 a second';

const bufferingRow: Row = {
  number: 22,
  what: 'the first word of a reply of 300 tokens on the whole local stack, against a server without storage that returns the reply whole',
  ours: LARGE_MODEL,
  contenders: [pace(LARGE_MODEL, 1_200, 10), pace('a small model: after 0.3 s, then 200 a second', 300, 5)],
  goals: [
    {
      figure: 'path1',
      what: 'time to the first word over path 1, to that of the whole reply',
      as: 'value',
      atMost: 0.35,
    },
    { figure: 'path2', what: 'over path 2', as: 'value', atMost: 0.35 },
    { figure: 'path3', what: 'over path 3, which returns the reply whole, too', as: 'value', atMost: 1.1 },
  ],
  changed:
    'Nothing: it is what streaming is for. A reply whole takes the first token and all others; its first word needs the first alone, and the turn’s storage hides behind it.',
};

export const streamingRows: readonly Row[] = [...cpuRows, ...manyRows, localRow, bufferingRow];
