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

/** @param args - The measurement that each contender runs, and its sizes; see `bench/streaming/measure-server.ts`. */
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
  'A body is written once per turn of the event loop, before the loop waits for I/O: the strings of that turn are joined, and none is delayed. The writer sends the heartbeats with one timer per stream; before, each event had its own timer and race. So one generator between the engine and the response replaces three.';

const cpuRows: readonly Row[] = [
  {
    number: 1,
    what: 'CPU per event, with one delta per turn of the event loop, over a connection to Node’s own server',
    base: RAW,
    ours: OURS,
    contenders: servers(burst(1)),
    goals: [{ figure: 'cpuMicros', what: 'CPU microseconds per event', as: 'ratio', atMost: 1.35, stretch: 1.2 }],
    changed: ONE_WRITE,
  },
  {
    number: 2,
    what: 'CPU per event, with eight deltas per turn of the event loop',
    base: RAW,
    ours: OURS,
    contenders: servers(burst(8)),
    goals: [{ figure: 'cpuMicros', what: 'CPU microseconds per event', as: 'ratio', atMost: 0.9, stretch: 0.7 }],
    changed: ONE_WRITE,
    limitedBy:
      'The base writes strings that were prepared in advance. Joined writes of prepared strings measured 0.7 to 0.8, and about 0.9 with the JSON encoding of each event. The rest is the one generator between the engine and the writer. Callbacks would save that, but would need their own back-pressure and cleanup.',
  },
  {
    number: 3,
    what: 'write calls per turn of the event loop, with eight deltas in each',
    ours: OURS,
    contenders: servers(() => ['writes', 8]),
    goals: [{ figure: 'writesPerTick', what: 'write calls per turn of the event loop', as: 'value', atMost: 1 }],
    isExact: true,
    changed: 'As in row 1; `libs/adapters/lambda/write-body.test.ts` counts them.',
  },
  {
    number: 4,
    what: 'time from the request to the first event, minus that of a raw server in the same process, measured alternately',
    ours: OURS,
    contenders: servers(({ quick }) => ['first', quick ? 100 : 500]),
    goals: [{ figure: 'overRawMs', what: 'milliseconds more than raw `http`', as: 'value', atMost: 0.3, stretch: 0.1 }],
    changed:
      'The first event is sent together with the head, before the event loop continues. The difference to raw `http` is reading the request and building the response.',
  },
];

const manyRows: readonly Row[] = [
  {
    number: 14,
    what: '64 streams of 50 tokens per second in one process',
    base: RAW,
    ours: OURS,
    contenders: servers(({ quick }) => ['memory', 64, quick ? 1 : 1.5]),
    goals: [
      { figure: 'cpuMicros', what: 'CPU microseconds per event', as: 'ratio', atMost: 1.25 },
      { figure: 'p99Ms', what: '99th percentile of the delay, in milliseconds', as: 'value', atMost: 10 },
      { figure: 'bytesPerStream', what: 'bytes that an open stream retains', as: 'ratio', atMost: 1.15 },
    ],
    changed: ONE_WRITE,
    limitedBy:
      'Our stream retains about 9 kB more than a bare response: the generators, the request and its response, the function’s deadline (0.4 kB) and the timer of the heartbeats (1.3 kB). On Lambda a process serves one stream, whose prompt alone is larger, so this was not optimized further.',
  },
  {
    number: 15,
    what: '1,000 streams of 50 tokens per second in one process, with the reader in another process on the same machine',
    base: RAW,
    ours: OURS,
    contenders: servers(({ quick }) => ['streams', 1_000, quick ? 0.5 : 1]),
    goals: [
      {
        figure: 'missing',
        what: 'share of the events that are missing one second after the last was due',
        as: 'value',
        atMost: 0.01,
      },
      {
        figure: 'p99Ms',
        what: '99th percentile of the delay, in milliseconds',
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
    { figure: 'wayMs', what: 'milliseconds from sending to arrival, for each later event', as: 'ratio', atMost: 1.4 },
  ],
  changed:
    'Nothing: the stack was measured as it was. Because of the one write per turn of the event loop, a burst is one message between the threads.',
  limitedBy:
    'Every request crosses from the gateway’s thread to the worker’s thread, and every event crosses back; waking a thread takes 0.05 to 0.1 ms. This shows in the first event, which takes some tenths of a millisecond longer; a model takes hundreds of milliseconds. Sending the head and the first event in one message saved a fifth of that when measured. But a delayed message may be lost when the function crashes, and the local stack should show a crash as it is.',
};

const pace = (name: string, firstMs: number, tokenMs: number): Contender =>
  inChild({ name, script: 'bench/work/first-word.ts', args: () => [String(firstMs), String(tokenMs)] });

const LARGE_MODEL = 'a large model: first token after 1.2 s, then 100 a second';

const bufferingRow: Row = {
  number: 22,
  what: 'the first word of a reply of 300 tokens on the whole local stack, against a server without storage that returns the reply in one piece',
  ours: LARGE_MODEL,
  contenders: [pace(LARGE_MODEL, 1_200, 10), pace('a small model: after 0.3 s, then 200 a second', 300, 5)],
  goals: [
    {
      figure: 'path1',
      what: 'time to the first word over [path 1](architecture.md#paths), relative to the whole reply',
      as: 'value',
      atMost: 0.35,
    },
    { figure: 'path2', what: 'the same over path 2', as: 'value', atMost: 0.35 },
    {
      figure: 'path3',
      what: 'the same over path 3, which also returns the reply in one piece',
      as: 'value',
      atMost: 1.1,
    },
  ],
  changed:
    'Nothing: this is the purpose of streaming. A whole reply takes as long as all its tokens. Its first word takes only the first token, and the turn’s storage calls run in the meantime.',
};

const QUIET = 'nobody else is there';
const RECONNECTS = 'one person reconnects 1,000 times in 5 s';
const bystander = (name: string, arg: string): Contender =>
  inChild({ name, script: 'bench/work/bystander.ts', args: () => [arg] });

const bystanderRow: Row = {
  number: 23,
  what: 'the first token of a bystander on the local stack, while one person opens readers of one turn',
  base: QUIET,
  ours: RECONNECTS,
  contenders: [bystander(QUIET, 'quiet'), bystander(RECONNECTS, 'reconnects')],
  goals: [{ figure: 'firstMs', what: 'milliseconds to the first token', as: 'ratio', atMost: 2, stretch: 1.2 }],
  changed:
    'A person opens at most 20 follows a minute. The others are refused before they read an event: each costs the reads of an admission and one conditional write.',
};

export const streamingRows: readonly Row[] = [...cpuRows, ...manyRows, localRow, bufferingRow, bystanderRow];
