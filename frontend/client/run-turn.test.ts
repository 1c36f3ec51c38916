import { describe, expect, it } from 'vitest';
import {
  type Answer,
  createScriptedServer,
  cutAfter,
  foreignError,
  framesOf,
  hangUp,
  json,
  refuse,
  silence,
  stallAfter,
  streamOf,
  wireOf,
} from '../testing/scripted-server.ts';
import { clientOf, endOf, message, QUICK, say, session, textOf, updatesOf, WIRE } from '../testing/turn-client.ts';
import { chunk, createMemoryStorage, EVENTS, started, TURN, WORDS } from '../testing/turn-fixtures.ts';
import { Interrupted, Refusal } from './refusal.ts';

describe('a broken stream', () => {
  it('requests a stream again with the same body and the cursor, wherever it is cut', async () => {
    const size = Buffer.byteLength(WIRE);
    for (let bytes = 0; bytes < size; bytes += 23) {
      const { updates, requests, left } = await endOf(cutAfter(WIRE, bytes), (response, request) => {
        const seen = Number(String(request.body?.['cursor'] ?? '1-0').split('-')[1]);
        return streamOf(wireOf(framesOf(EVENTS).filter(({ id }) => (id?.seq ?? 0) > seen)))(response, request);
      });

      expect(textOf(updates), `cut after ${bytes} bytes`).toBe(WORDS.join(''));
      expect(updates.filter(({ type }) => type === 'complete')).toHaveLength(1);
      const { cursor: _, ...again } = requests[1]?.body ?? {};
      expect(again).toEqual(requests[0]?.body);
      expect(left).toBe(0);
    }
  });

  it('yields no event twice when the server replays more than requested', async () => {
    const { updates } = await endOf(cutAfter(WIRE, Math.floor(WIRE.length * 0.6)), streamOf(WIRE));

    expect(textOf(updates)).toBe(WORDS.join(''));
  });

  it.each([
    ['hangs up', 2, hangUp],
    ['sends no headers', 2, silence],
    ['stops sending in the middle', 1, stallAfter(wireOf(framesOf([started(), chunk('Gr')])))],
    ['ends without a terminal event', 1, streamOf(wireOf(framesOf([started()])))],
    ['is hidden by another server’s error page', 2, foreignError(502)],
    ['is throttled by another server', 2, foreignError(429)],
    ['sends an invalid event', 1, streamOf('id: 1-1\ndata: {"type":"chunk","text":5}\n\n')],
    ['sends no JSON', 1, streamOf('data: {"type":"ch\n\n')],
  ])('requests a turn again when the server %s, on path %i', async (_, path, answer) => {
    const { updates, requests, left } = await endOf(answer, streamOf(WIRE));

    expect(requests).toHaveLength(2);
    expect(updates.map(({ type }) => type)).toContain('complete');
    expect(updates).toContainEqual({ type: 'transport', stage: 'reconnecting', path });
    expect(left).toBe(0);
  });

  it('gives up after the maximum of attempts without a new event, and keeps the turn open', async () => {
    await using server = await createScriptedServer(hangUp);
    const { client, storage } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toBeInstanceOf(Interrupted);

    expect(server.requests).toHaveLength(QUICK.attempts);
    expect(storage.entries.size).toBe(1);
  });

  it('neither gives up nor leaves its path while attempts bring new events', async () => {
    const frames = framesOf(EVENTS).filter(({ id }) => id);
    await using server = await createScriptedServer(...frames.map((frame) => streamOf(wireOf([frame]))));
    const { client } = clientOf(server, { limits: { ...QUICK, headersMs: 60_000, stallMs: 60_000 } });

    expect(textOf(await updatesOf(say(client)))).toBe(WORDS.join(''));
    expect(frames.length).toBeGreaterThan(QUICK.attempts);
    expect(server.requests.map(({ path }) => path)).toEqual(frames.map(() => server.requests[0]?.path));
  });

  it('requests a turn again at once when the network comes back', async () => {
    await using server = await createScriptedServer(hangUp, streamOf(WIRE));
    const wake = new Set<() => void>();
    const { client } = clientOf(server, {
      limits: { ...QUICK, backoffMinMs: 60_000, backoffMaxMs: 60_000 },
      random: () => 0.999,
      connectivity: {
        online: () => true,
        onRetryNow: (listener) => {
          wake.add(listener);
          queueMicrotask(listener);
          return () => void wake.delete(listener);
        },
      },
    });

    expect(textOf(await updatesOf(say(client)))).toBe(WORDS.join(''));
    expect(wake.size).toBe(0);
  });

  it('requests an open turn from its beginning after a reload', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    const storage = createMemoryStorage();
    const first = clientOf(server, { storage });
    const turn = say(first.client);
    for await (const { type } of turn) if (type === 'chunk') turn.leave();
    const second = clientOf(server, { storage, uuid: () => 'another' });

    const open = await second.client.openTurn(session);
    const updates = open ? await updatesOf(second.client.resume(session, open)) : [];

    expect(server.requests[1]?.body).toEqual(server.requests[0]?.body);
    expect(textOf(updates)).toBe(WORDS.join(''));
    expect(await second.client.openTurn(session)).toBeUndefined();
  });
});

describe('a refusal', () => {
  it('throws a refusal with its code, details and Retry-After, and does not repeat the request', async () => {
    await using server = await createScriptedServer(
      refuse('rate_limited', { retryAfterMs: 42_000 }, { 'retry-after': '42' }),
    );
    const { client } = clientOf(server);

    const error = await updatesOf(say(client)).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ code: 'rate_limited', status: 429, retryable: true, retryAfterMs: 42_000 });
    expect(server.requests).toHaveLength(1);
    expect(await client.openTurn(session)).toBeUndefined();
  });

  it.each(['budget_exhausted', 'session_ended', 'validation_failed', 'not_found', 'predecessor_mismatch'] as const)(
    'does not repeat a request that is refused with %s',
    async (code) => {
      await using server = await createScriptedServer(refuse(code));
      const { client } = clientOf(server);

      await expect(updatesOf(say(client))).rejects.toMatchObject({ code });

      expect(server.requests).toHaveLength(1);
      expect(await client.openTurn(session)).toBeUndefined();
      expect(await client.draft(session)).toEqual(message);
    },
  );

  it('repeats a refused request after a short Retry-After', async () => {
    const { requests, updates } = await endOf(
      refuse('dependency_unavailable', {}, { 'retry-after': '0' }),
      streamOf(WIRE),
    );

    expect(requests).toHaveLength(2);
    expect(updates.at(-1)?.type).toBe('complete');
  });

  it('throws a refusal that the server repeats', async () => {
    await using server = await createScriptedServer(refuse('dependency_unavailable', {}, { 'retry-after': '0' }));
    const { client } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toMatchObject({ code: 'dependency_unavailable' });
    expect(server.requests).toHaveLength(3);
  });

  it('ends the turn when another turn is running in the session', async () => {
    await using server = await createScriptedServer(
      refuse('turn_in_progress', { turnId: 'another' }, { 'retry-after': '0' }),
    );
    const { client } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toMatchObject({ code: 'turn_in_progress' });
    expect(await client.openTurn(session)).toBeUndefined();
  });

  it('repeats the request without limit while the server runs this very turn for another connection', async () => {
    const running = refuse('turn_in_progress', { turnId: TURN }, { 'retry-after': '0' });
    const { updates, requests } = await endOf(
      cutAfter(WIRE, 400),
      ...Array<Answer>(8).fill(running),
      (response, request) => streamOf(WIRE)(response, request),
    );

    expect(requests).toHaveLength(10);
    expect(textOf(updates)).toBe(WORDS.join(''));
  });

  it('polls a turn that it may not follow now, and reads its end when it is over', async () => {
    const running = json(200, { turnId: TURN, status: 'running', pollAfterMs: 1 });
    const { updates, requests } = await endOf(
      cutAfter(WIRE, 400),
      refuse('rate_limited', {}, { 'retry-after': '60' }),
      running,
      foreignError(502),
      running,
      json(200, { turnId: TURN, status: 'completed' }),
      streamOf(WIRE),
    );

    expect(textOf(updates)).toBe(WORDS.join(''));
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', ...Array(4).fill('GET'), 'POST']);
    expect(requests[2]?.path).toBe(`/api/users/me/coach-creator-sessions/${session.sessionId}/turns/${TURN}`);
    expect(requests[6]?.body).toEqual(requests[1]?.body);
  });

  it('requests a turn again whose producer died while it was polled', async () => {
    const { updates, requests } = await endOf(
      cutAfter(WIRE, 400),
      refuse('rate_limited', {}, { 'retry-after': '60' }),
      json(200, { turnId: TURN, status: 'parked', pollAfterMs: 60_000 }),
      streamOf(WIRE),
    );

    expect(textOf(updates)).toBe(WORDS.join(''));
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET', 'POST']);
  });

  it('keeps a refused turn open when the server may have claimed it before', async () => {
    await using server = await createScriptedServer(hangUp, refuse('rate_limited', {}, { 'retry-after': '60' }));
    const { client, storage } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toBeInstanceOf(Interrupted);
    expect(storage.entries.size).toBe(1);
  });

  it('treats a refusal with an unknown code as internal', async () => {
    await using server = await createScriptedServer((response) => {
      response.writeHead(418, { 'content-type': 'application/problem+json' });
      response.end('{"error":{"code":"teapot","message":"short and stout","retryable":false}}');
    });

    await expect(updatesOf(say(clientOf(server).client))).rejects.toMatchObject({ code: 'internal', status: 418 });
  });

  it('repeats a request once with a new token when the token has expired', async () => {
    await using server = await createScriptedServer(refuse('expired_token'), streamOf(WIRE));
    const { client, tokens } = clientOf(server);

    await updatesOf(say(client));

    expect(tokens).toEqual([false, true, false]);
    await using strict = await createScriptedServer(refuse('expired_token'));
    await expect(updatesOf(say(clientOf(strict).client))).rejects.toMatchObject({ code: 'expired_token' });
    expect(strict.requests).toHaveLength(2);
  });
});
