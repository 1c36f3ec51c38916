import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  createScriptedServer,
  framesOf,
  type SeenRequest,
  stallAfter,
  streamOf,
  wireOf,
} from '../testing/scripted-server.ts';
import { clientOf, QUICK, say, session, textOf, updatesOf } from '../testing/turn-client.ts';
import { EVENTS, TURN, WORDS } from '../testing/turn-fixtures.ts';
import type { Turn } from './create-coach-client.ts';
import { watchTurn } from './watch-turn.ts';

const FRAMES = framesOf(EVENTS);
const HALF = wireOf(FRAMES.slice(0, 3));
const REST = wireOf(FRAMES.slice(3));
/** One attempt, and a stream that may be silent for long: a test fails when the client counts or gives up too early. */
const limits = {
  ...QUICK,
  attempts: 1,
  headersMs: 10_000,
  stallMs: 10_000,
  silentMs: 60,
  dropAfterMs: 40,
  lastedMs: 0,
};

/** A page that a test brings back to the front. */
function createPage() {
  const listeners = new Set<() => void>();
  const comeBack = () => {
    for (const listener of listeners) listener();
  };
  const connectivity = {
    online: () => true,
    onRetryNow(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { connectivity, comeBack, listeners };
}

const pathOf = ({ path }: SeenRequest) => path.split('?')[0];
const cursorOf = ({ path, body }: SeenRequest) =>
  body?.['cursor'] ?? new URL(path, 'http://host').searchParams.get('cursor');
const again: Answer = streamOf(`${HALF}:again\n`);

describe.each<[string, (client: ReturnType<typeof clientOf>['client']) => Turn]>([
  ['a turn', say],
  ['a followed turn', (client) => watchTurn(client, session, TURN)],
])('%s', (_, begin) => {
  async function run(answers: readonly Answer[], more: Partial<typeof limits> = {}) {
    await using server = await createScriptedServer(...answers);
    const page = createPage();
    const { client } = clientOf(server, { limits: { ...limits, ...more }, connectivity: page.connectivity });
    const updates = await updatesOf(begin(client)).catch((error: Error) => [error.name]);
    return { updates: updates as Awaited<ReturnType<typeof updatesOf>>, requests: server.requests, page };
  }
  const stagesOf = (updates: Awaited<ReturnType<typeof updatesOf>>) =>
    updates
      .flatMap((update) => (update.type === 'transport' ? [update.stage] : []))
      .filter((stage) => stage !== 'connecting');

  it('reports a silent stream as reconnecting, and as connected when bytes arrive again', async () => {
    const { updates, requests } = await run([
      async (response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(HALF);
        await pause(300);
        response.end(REST);
      },
    ]);

    expect(stagesOf(updates)).toEqual(['reconnecting', 'connected']);
    expect(textOf(updates)).toBe(WORDS.join(''));
    expect(requests).toHaveLength(1);
  });

  it('reports a silent stream as connected when a heartbeat arrives, before the next event', async () => {
    const connected = Promise.withResolvers<void>();
    await using server = await createScriptedServer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(HALF);
      await pause(300);
      response.write(':hb\n');
      await connected.promise;
      response.end(REST);
    });
    const { client } = clientOf(server, { limits: { ...limits, silentMs: 200 } });
    const updates: Awaited<ReturnType<typeof updatesOf>> = [];
    for await (const update of begin(client)) {
      updates.push(update);
      if (update.type === 'transport' && update.stage === 'connected') connected.resolve();
    }

    expect(stagesOf(updates).slice(0, 2)).toEqual(['reconnecting', 'connected']);
    expect(textOf(updates)).toBe(WORDS.join(''));
  });

  it('requests the rest at once on the same path, and counts no attempt, when the page comes back to a silent stream', async () => {
    await using server = await createScriptedServer(stallAfter(HALF), streamOf(REST));
    const page = createPage();
    const { client } = clientOf(server, { limits, connectivity: page.connectivity });
    const updates: Awaited<ReturnType<typeof updatesOf>> = [];
    const reading = (async () => {
      for await (const update of begin(client)) updates.push(update);
    })();
    await vi.waitFor(() => expect(stagesOf(updates)).toEqual(['reconnecting']), 5_000);

    page.comeBack();
    await reading;

    expect(textOf(updates)).toBe(WORDS.join(''));
    expect(server.requests.map(pathOf)).toEqual(Array(2).fill(pathOf(server.requests[0] as SeenRequest)));
    expect(server.requests.map(cursorOf)).toEqual([expect.toSatisfy((value) => !value), '1-2']);
    expect(page.listeners.size).toBe(0);
  });

  it('keeps a stream that has sent a byte a moment ago when the page comes back', async () => {
    await using server = await createScriptedServer(async (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(HALF);
      await pause(100);
      response.end(REST);
    });
    const page = createPage();
    const { client } = clientOf(server, {
      limits: { ...limits, dropAfterMs: 60_000 },
      connectivity: page.connectivity,
    });

    for await (const { type } of begin(client)) if (type === 'chunk') page.comeBack();

    expect(server.requests).toHaveLength(1);
  });

  it('requests the rest with the cursor on the same path when the server ends a follow, and shows nothing of it', async () => {
    const { updates, requests } = await run([again, streamOf(REST)]);

    expect(textOf(updates)).toBe(WORDS.join(''));
    expect(requests.map(pathOf)).toEqual(Array(2).fill(pathOf(requests[0] as SeenRequest)));
    expect(requests.map(cursorOf)).toEqual([expect.toSatisfy((value) => !value), '1-2']);
    expect(stagesOf(updates)).toEqual([]);
  });

  it('gives up on a server that ends every follow at once', async () => {
    const { updates, requests } = await run([again], { lastedMs: 60_000, attempts: 4 });

    expect(updates.some(({ type }) => type === 'complete')).toBe(false);
    expect(requests).toHaveLength(4);
  });
});
