import { setTimeout as pause } from 'node:timers/promises';
import { median } from '../harness/measure.ts';
import { now } from '../streaming/plan.ts';
import { openConnection, readReply } from '../streaming/reader.ts';
import type { Answers, Job } from '../streaming/reading.ts';

/** An event that is later than this counts as missing. */
const GRACE_MS = 1_000;

process.on('message', (job: Job) => {
  void work(job).then((answers) => process.send?.(answers));
});

function work(job: Job): Promise<Partial<Answers>> {
  switch (job.kind) {
    case 'replies':
      return readReplies(job);
    case 'first':
      return readFirst(job);
    case 'way':
      return readWay(job);
    default:
      return readStreams(job);
  }
}

async function readReplies({ port, plan, forMs }: Job & { kind: 'replies' }): Promise<Partial<Answers>> {
  const socket = await openConnection(port);
  const endsAt = now() + forMs;
  let events = 0;
  do {
    const { cameAt } = await readReply(socket, plan);
    if (cameAt.length !== plan.count) throw new Error(`${cameAt.length} of ${plan.count} events arrived`);
    events += cameAt.length;
  } while (now() < endsAt);
  socket.destroy();
  return { events };
}

async function readFirst({ port, plan, replies }: Job & { kind: 'first' }): Promise<Partial<Answers>> {
  const [theirs, raw] = await Promise.all([openConnection(port), openConnection(port)]);
  const tookMs: { theirs: number[]; raw: number[] } = { theirs: [], raw: [] };
  for (let reply = 0; reply < replies; reply += 1) {
    for (const who of ['theirs', 'raw'] as const) {
      const [socket, prefix] = who === 'raw' ? [raw, '/raw'] : [theirs, ''];
      const { askedAt, cameAt } = await readReply(socket, plan, { prefix });
      tookMs[who].push((cameAt[0] ?? Number.NaN) - askedAt);
    }
  }
  for (const socket of [theirs, raw]) socket.destroy();
  return { first: { theirsMs: median(tookMs.theirs), rawMs: median(tookMs.raw) } };
}

async function readWay({ port, plan, replies }: Job & { kind: 'way' }): Promise<Partial<Answers>> {
  const socket = await openConnection(port);
  const tookMs: number[] = [];
  for (let reply = 0; reply < replies; reply += 1) {
    const { cameAt, marks } = await readReply(socket, plan, { readsMarks: true });
    tookMs.push(...cameAt.slice(1).map((at, index) => at - (marks[index + 1] ?? Number.NaN)));
  }
  socket.destroy();
  return { wayMs: median(tookMs) };
}

/** Reads many streams at a time, with staggered starts. */
async function readStreams({ port, plan, streams, spreadMs }: Job & { kind: 'streams' }): Promise<Partial<Answers>> {
  const untilMs = plan.count * plan.everyMs + GRACE_MS;
  const replies = await Promise.all(
    Array.from({ length: streams }, async (_, index) => {
      await pause((index / streams) * spreadMs);
      const socket = await openConnection(port);
      const reply = await readReply(socket, plan, { untilMs });
      socket.destroy();
      return reply;
    }),
  );
  const endedAt = now();
  const delays = replies.flatMap(({ askedAt, begunAt, cameAt }) =>
    Array.from({ length: plan.count }, (_, index) => {
      const dueAt = (Number.isNaN(begunAt) ? askedAt : begunAt) + index * plan.everyMs;
      return (cameAt[index] ?? endedAt) - dueAt;
    }),
  );
  delays.sort((a, b) => a - b);
  const events = replies.reduce((sum, { cameAt }) => sum + cameAt.length, 0);
  return { events, p99Ms: delays[Math.floor(delays.length * 0.99)] ?? Number.NaN };
}
