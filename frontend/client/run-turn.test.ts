import { describe, expect, it } from 'vitest';
import {
  type Answer,
  createScriptedServer,
  cutAfter,
  foreignError,
  framesOf,
  hangUp,
  refuse,
  silence,
  stallAfter,
  streamOf,
  wireOf,
} from '../testing/scripted-server.ts';
import { clientOf, endOf, QUICK, say, session, textOf, updatesOf, WIRE } from '../testing/turn-client.ts';
import { chunk, createMemoryStorage, EVENTS, started, TURN, WORDS } from '../testing/turn-fixtures.ts';
import { Interrupted, Refusal } from './refusal.ts';

describe('a broken stream', () => {
  it('is asked for again with the same body and the cursor, wherever it was cut', async () => {
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

  it('shows nothing twice when the server replays more than was asked for', async () => {
    const { updates } = await endOf(cutAfter(WIRE, Math.floor(WIRE.length * 0.6)), streamOf(WIRE));

    expect(textOf(updates)).toBe(WORDS.join(''));
  });

  it.each([
    ['hangs up', 2, hangUp],
    ['falls silent before its head', 2, silence],
    ['falls silent in the middle', 1, stallAfter(wireOf(framesOf([started(), chunk('Gr')])))],
    ['ends without a terminal event', 1, streamOf(wireOf(framesOf([started()])))],
    ['answers with a page of somebody else', 2, foreignError(502)],
    ['is throttled by somebody else', 2, foreignError(429)],
    ['sends an event that is broken', 1, streamOf('id: 1-1\ndata: {"type":"chunk","text":5}\n\n')],
    ['sends no JSON', 1, streamOf('data: {"type":"ch\n\n')],
  ])('is asked for again when the server %s, on path %i', async (_, path, answer) => {
    const { updates, requests, left } = await endOf(answer, streamOf(WIRE));

    expect(requests).toHaveLength(2);
    expect(updates.map(({ type }) => type)).toContain('complete');
    expect(updates).toContainEqual({ type: 'transport', stage: 'reconnecting', path });
    expect(left).toBe(0);
  });

  it('is given up after so many attempts without anything new, and stays open', async () => {
    await using server = await createScriptedServer(hangUp);
    const { client, storage } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toBeInstanceOf(Interrupted);

    expect(server.requests).toHaveLength(QUICK.attempts);
    expect(storage.entries.size).toBe(1);
  });

  it('is not given up while it brings something new', async () => {
    const cuts = framesOf(EVENTS).map((frame) => streamOf(wireOf([frame])));
    const { updates, requests } = await endOf(...cuts);

    expect(textOf(updates)).toBe(WORDS.join(''));
    expect(requests.length).toBeGreaterThan(QUICK.attempts);
  });

  it('is tried again at once when the network comes back', async () => {
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

  it('is asked for from its beginning after a reload', async () => {
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
  it('ends the turn with its code, details and wait, and is not repeated', async () => {
    await using server = await createScriptedServer(
      refuse('rate_limited', { retryAfterMs: 42_000 }, { 'retry-after': '42' }),
    );
    const { client, storage } = clientOf(server);

    const error = await updatesOf(say(client)).catch((reason: unknown) => reason);

    expect(error).toBeInstanceOf(Refusal);
    expect(error).toMatchObject({ code: 'rate_limited', status: 429, retryable: true, retryAfterMs: 42_000 });
    expect(server.requests).toHaveLength(1);
    expect(storage.entries.size).toBe(0);
  });

  it.each(['budget_exhausted', 'session_ended', 'validation_failed', 'not_found', 'predecessor_mismatch'] as const)(
    'by %s is final',
    async (code) => {
      await using server = await createScriptedServer(refuse(code));
      const { client, storage } = clientOf(server);

      await expect(updatesOf(say(client))).rejects.toMatchObject({ code });

      expect(server.requests).toHaveLength(1);
      expect(storage.entries.size).toBe(0);
    },
  );

  it('that asks for a short wait is waited out', async () => {
    const { requests, updates } = await endOf(
      refuse('dependency_unavailable', {}, { 'retry-after': '0' }),
      streamOf(WIRE),
    );

    expect(requests).toHaveLength(2);
    expect(updates.at(-1)?.type).toBe('complete');
  });

  it('that our server keeps repeating is told in the end', async () => {
    await using server = await createScriptedServer(refuse('dependency_unavailable', {}, { 'retry-after': '0' }));
    const { client } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toMatchObject({ code: 'dependency_unavailable' });
    expect(server.requests).toHaveLength(3);
  });

  it('of another turn’s making ends this one', async () => {
    await using server = await createScriptedServer(
      refuse('turn_in_progress', { turnId: 'another' }, { 'retry-after': '0' }),
    );
    const { client, storage } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toMatchObject({ code: 'turn_in_progress' });
    expect(storage.entries.size).toBe(0);
  });

  it('that says that this very turn is running is waited out, however long', async () => {
    const running = refuse('turn_in_progress', { turnId: TURN }, { 'retry-after': '0' });
    const { updates, requests } = await endOf(
      cutAfter(WIRE, 400),
      ...Array<Answer>(8).fill(running),
      (response, request) => streamOf(WIRE)(response, request),
    );

    expect(requests).toHaveLength(10);
    expect(textOf(updates)).toBe(WORDS.join(''));
  });

  it('of a turn that may have been taken leaves it open', async () => {
    await using server = await createScriptedServer(hangUp, refuse('rate_limited', {}, { 'retry-after': '60' }));
    const { client, storage } = clientOf(server);

    await expect(updatesOf(say(client))).rejects.toBeInstanceOf(Interrupted);
    expect(storage.entries.size).toBe(1);
  });

  it('with a code from the future counts as internal', async () => {
    await using server = await createScriptedServer((response) => {
      response.writeHead(418, { 'content-type': 'application/problem+json' });
      response.end('{"error":{"code":"teapot","message":"short and stout","retryable":false}}');
    });

    await expect(updatesOf(say(clientOf(server).client))).rejects.toMatchObject({ code: 'internal', status: 418 });
  });

  it('of an expired token is met once with a new one', async () => {
    await using server = await createScriptedServer(refuse('expired_token'), streamOf(WIRE));
    const { client, tokens } = clientOf(server);

    await updatesOf(say(client));

    expect(tokens).toEqual([false, true, false]);
    await using strict = await createScriptedServer(refuse('expired_token'));
    await expect(updatesOf(say(clientOf(strict).client))).rejects.toMatchObject({ code: 'expired_token' });
    expect(strict.requests).toHaveLength(2);
  });
});
