import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problemResponse } from '../testing/fake-product.ts';
import { framesOf, wireOf } from '../testing/scripted-server.ts';
import { say, WIRE } from '../testing/turn-client.ts';
import { chunk, configFor, createMemoryStorage, started, TURN } from '../testing/turn-fixtures.ts';
import { createCoachClient } from './create-coach-client.ts';
import { createGameRest } from './game-rest.ts';
import { createRest } from './rest.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Reply = (signal: AbortSignal) => Promise<Response>;

const streamOf = (body: BodyInit): Response => new Response(body, { headers: { 'content-type': 'text/event-stream' } });

const dead: Reply = () => Promise.reject(new TypeError('Failed to fetch'));
const mute: Reply = (signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
const done: Reply = async () => streamOf(WIRE);
const cut: Reply = async () => streamOf(wireOf(framesOf([started(), chunk('Gr')])));
const refused =
  (...problem: Parameters<typeof problemResponse>): Reply =>
  async () =>
    problemResponse(...problem);
const status =
  (value: object): Reply =>
  async () =>
    Response.json({ turnId: TURN, ...value });

/** Sends an event, and nothing after it. */
const stalled: Reply = async (signal) =>
  streamOf(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(wireOf(framesOf([started()]))));
        signal.addEventListener('abort', () => controller.error(signal.reason));
      },
    }),
  );

/** A timer of 0 ms takes 1 ms of virtual time. */
const elapsed = () => Math.round(performance.now() / 10) * 10;

const pathOf = (url: string, method: string | undefined) => {
  if (url.startsWith('http://stream')) return 'path 1';
  if (method === 'GET') return 'status';
  return url.endsWith('/stream') ? 'path 2' : 'path 3';
};

/** A client with the limits of the product, whose random waits are half of the longest. */
function clientWith(replies: readonly Reply[], seen: string[] = []) {
  const left = [...replies];
  const beganAt = elapsed();
  return createCoachClient({
    config: configFor('http://api', 'http://stream'),
    userId: 'me',
    getToken: async () => 'token',
    storage: createMemoryStorage(),
    uuid: () => TURN,
    random: () => 0.5,
    fetch: (input, init) => {
      seen.push(`${elapsed() - beganAt} ms: ${pathOf(String(input), init?.method)}`);
      const reply = left.length > 1 ? left.shift() : left[0];
      return (reply ?? dead)(init?.signal ?? new AbortController().signal);
    },
  });
}

/** When a turn was requested, and on which path; when the page was told of the connection; and how the turn ended. */
async function requestsOf(...replies: readonly Reply[]) {
  const requests: string[] = [];
  const notices: string[] = [];
  const beganAt = elapsed();
  const end = (async () => {
    for await (const update of say(clientWith(replies, requests))) {
      if (update.type === 'transport') notices.push(`${elapsed() - beganAt} ms: ${update.stage}`);
      if (update.type === 'complete') return 'complete';
    }
    return 'left';
  })().catch(({ name }: Error) => name);
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  return { requests, notices, end: await end };
}

describe('the times at which a turn is requested', () => {
  it('tries every path at once, waits longer before each further attempt, and gives up after nine', async () => {
    const { requests, end } = await requestsOf(dead);

    expect(requests).toEqual([
      '0 ms: path 1',
      '0 ms: path 2',
      '0 ms: path 3',
      '1000 ms: path 1',
      '3000 ms: path 2',
      '7000 ms: path 3',
      '11000 ms: path 1',
      '15000 ms: path 2',
      '19000 ms: path 3',
    ]);
    expect(end).toBe('Interrupted');
  });

  it.each<[string, readonly Reply[], readonly string[]]>([
    ['takes the next path when no headers come for 5 s', [mute, done], ['0 ms: path 1', '5000 ms: path 2']],
    [
      'requests a stream again on its path after 25 s of silence',
      [stalled, done],
      ['0 ms: path 1', '25150 ms: path 1'],
    ],
    [
      'takes the next path after the Retry-After of our own 503',
      [refused('dependency_unavailable', { headers: { 'retry-after': '3' } }), done],
      ['0 ms: path 1', '3000 ms: path 2'],
    ],
    [
      'takes the next path after a short wait when our own 503 has no Retry-After',
      [refused('dependency_unavailable'), done],
      ['0 ms: path 1', '130 ms: path 2'],
    ],
    [
      'requests a turn that runs for another connection again after the Retry-After',
      [refused('turn_in_progress', { headers: { 'retry-after': '2' }, details: { turnId: TURN } }), done],
      ['0 ms: path 1', '2000 ms: path 1'],
    ],
    [
      'requests a turn that runs for another connection every second without a Retry-After',
      [refused('turn_in_progress', { details: { turnId: TURN } }), done],
      ['0 ms: path 1', '1000 ms: path 1'],
    ],
    [
      'repeats a request on its path after a Retry-After of 10 s',
      [refused('rate_limited', { headers: { 'retry-after': '10' } }), done],
      ['0 ms: path 1', '10000 ms: path 1'],
    ],
    [
      'reads the status of a turn at the interval that the server asks for',
      [
        cut,
        refused('rate_limited', { headers: { 'retry-after': '60' } }),
        status({ status: 'running', pollAfterMs: 1_500 }),
        status({ status: 'completed' }),
        done,
      ],
      ['0 ms: path 1', '250 ms: path 1', '250 ms: status', '1750 ms: status', '1750 ms: path 1'],
    ],
  ])('%s', async (_, replies, times) => {
    const { requests, end } = await requestsOf(...replies);

    expect(requests).toEqual(times);
    expect(end).toBe('complete');
  });

  it('does not repeat a request by itself after a Retry-After of more than 10 s', async () => {
    const { requests, end } = await requestsOf(refused('rate_limited', { headers: { 'retry-after': '11' } }), done);

    expect(requests).toEqual(['0 ms: path 1']);
    expect(end).toBe('Refusal');
  });

  it('reports a stream as reconnecting after 12 s without a byte', async () => {
    const { notices } = await requestsOf(stalled, done);

    expect(notices.slice(0, 3)).toEqual(['0 ms: connecting', '12000 ms: reconnecting', '25000 ms: reconnecting']);
  });
});

describe('a call of the API', () => {
  it.each([
    ['15 s', 15_000, (client: ReturnType<typeof clientWith>) => createRest(client).coaches.list()],
    ['30 s for a recap', 30_000, (client: ReturnType<typeof clientWith>) => createGameRest(client).sessions.recap('s')],
  ])('fails when no answer comes for %s', async (_, ms, call) => {
    let failedAt: number | undefined;
    const beganAt = elapsed();
    const end = call(clientWith([mute])).catch((error: Error) => {
      failedAt = elapsed() - beganAt;
      return error.name;
    });
    await vi.advanceTimersByTimeAsync(60_000);

    expect([await end, failedAt]).toEqual(['Unreachable', ms]);
  });
});
