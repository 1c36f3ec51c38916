import { createServer, type IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figures } from '../harness/row.ts';
import { now, type Plan, planOf } from './plan.ts';
import { answerRaw } from './raw.ts';
import { startReader } from './reading.ts';

/** Answers a request with a stream of events. */
export type Answer = (request: IncomingMessage, response: ServerResponse, plan: Plan) => void;

type Reader = ReturnType<typeof startReader>;

interface Running {
  readonly port: number;
  readonly reader: Reader;
  readonly sizes: readonly number[];
  /** Responses that have not ended. */
  readonly open: ReadonlySet<ServerResponse>;
}

const MEASURES: Readonly<Record<string, (running: Running) => Promise<Figures>>> = {
  burst: measureBurst,
  writes: countWrites,
  first: measureFirst,
  way: measureWay,
  streams: measureStreams,
  memory: measureStreamsAndMemory,
};

/**
 * The main function of a contender's process: serves `answer`, runs the measurement named in its arguments, prints the
 * figures and exits. Each measurement first does the same work once to warm up.
 */
export async function measureServer(answer: Answer): Promise<void> {
  const [measure = '', ...sizes] = process.argv.slice(2);
  const open = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    response.setHeader('x-begun', String(now()));
    const { url = '' } = request;
    if (url.startsWith('/raw')) void answerRaw(response, planOf(url));
    else answer(request, response, planOf(url));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const reader = startReader();
  const { port } = server.address() as AddressInfo;
  const figures = await MEASURES[measure]?.({ port, reader, sizes: sizes.map(Number), open });
  reader.close();
  process.stdout.write(`${JSON.stringify(figures)}\n`, () => process.exit(figures ? 0 : 1));
}

/** Events of a long answer, so that the cost of the request is small in comparison. */
const REPLY_EVENTS = 1_000;

/** CPU per event of the process while it sends events as fast as the reader takes them, one reply after another. */
async function measureBurst({ port, reader, sizes: [perTick = 1, forMs = 1] }: Running): Promise<Figures> {
  const job = { kind: 'replies', port, plan: { count: REPLY_EVENTS, perTick, everyMs: 0 }, forMs } as const;
  await reader.ask(job);
  const before = process.cpuUsage();
  const { events = 0 } = await reader.ask(job);
  return { cpuMicros: cpuSince(before) / events };
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

async function countWrites({ port, reader, sizes: [perTick = 1] }: Running): Promise<Figures> {
  let writes = 0;
  const { write } = ServerResponse.prototype;
  ServerResponse.prototype.write = function (this: ServerResponse, ...rest: unknown[]): boolean {
    writes += 1;
    return Reflect.apply(write, this, rest) as boolean;
  };
  const ticks = 100;
  await reader.ask({ kind: 'replies', port, plan: { count: ticks * perTick, perTick, everyMs: 0 }, forMs: 0 });
  return { writesPerTick: writes / ticks };
}

/** Time from the request to the first event, minus that of a raw server in the same process, measured alternately. */
async function measureFirst({ port, reader, sizes: [replies = 1] }: Running): Promise<Figures> {
  const job = { kind: 'first', port, plan: { count: 3, perTick: 1, everyMs: 0 } } as const;
  await reader.ask({ ...job, replies });
  const { first } = await reader.ask({ ...job, replies });
  const { theirsMs, rawMs } = first ?? { theirsMs: Number.NaN, rawMs: Number.NaN };
  return { firstMs: theirsMs, overRawMs: theirsMs - rawMs };
}

/** Delay of the first event from the request, and of the later events from their creation. */
async function measureWay(running: Running): Promise<Figures> {
  const {
    port,
    reader,
    sizes: [replies = 1],
  } = running;
  const { firstMs = Number.NaN } = await measureFirst(running);
  const plan = { count: 20, perTick: 1, everyMs: 3 };
  const { wayMs = Number.NaN } = await reader.ask({ kind: 'way', port, plan, replies: Math.ceil(replies / 10) });
  return { firstMs, wayMs };
}

/** Delay between the starts of two streams. */
const SPREAD_MS = 1;
const TOKENS_PER_SECOND = 50;
const WARM_MS = 500;

/** Measures many streams at the pace of a model. */
async function measureStreams({ port, reader, sizes: [streams = 1, seconds = 1] }: Running): Promise<Figures> {
  await reader.ask({ kind: 'replies', port, plan: { count: REPLY_EVENTS, perTick: 1, everyMs: 0 }, forMs: WARM_MS });
  const plan = pacedPlan(seconds);
  const before = process.cpuUsage();
  const job = { kind: 'streams', port, plan, streams, spreadMs: streams * SPREAD_MS } as const;
  const { events = 0, p99Ms = Number.NaN } = await reader.ask(job);
  return { cpuMicros: cpuSince(before) / events, p99Ms, missing: 1 - events / (streams * plan.count) };
}

const pacedPlan = (seconds: number): Plan => ({
  count: seconds * TOKENS_PER_SECOND,
  perTick: 1,
  everyMs: 1_000 / TOKENS_PER_SECOND,
});

/** Also measures the bytes that each open stream retains, in a separate run because garbage collection takes time. */
async function measureStreamsAndMemory(running: Running): Promise<Figures> {
  const figures = await measureStreams(running);
  const { port, reader, open, sizes } = running;
  const [streams = 1] = sizes;
  const idleBytes = await reachableBytes();
  void reader.ask({ kind: 'streams', port, streams, spreadMs: 0, plan: pacedPlan(2) });
  while (open.size < streams) await pause(10);
  const bytesPerStream = ((await reachableBytes()) - idleBytes) / streams;
  return { ...figures, bytesPerStream };
}

/** Bytes that are reachable after garbage collection. Objects with finalizers need a second collection. */
async function reachableBytes(): Promise<number> {
  for (let times = 0; times < 3; times += 1) {
    globalThis.gc?.();
    await pause(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
