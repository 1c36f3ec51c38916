import { describe, expect, it, vi } from 'vitest';
import {
  createScriptedServer,
  foreignError,
  framesOf,
  hangUp,
  json,
  refuse,
  stallAfter,
  streamOf,
  wireOf,
} from '../testing/scripted-server.ts';
import { clientOf, endOf, fields, message, say, session, updatesOf, WIRE } from '../testing/turn-client.ts';
import {
  aborted,
  chunk,
  configFor,
  createMemoryStorage,
  EVENTS,
  SESSION,
  started,
  TURN,
  WORDS,
} from '../testing/turn-fixtures.ts';
import { gameCoach } from './coaches/game-coach.ts';

describe('a turn', () => {
  it('posts to the stream URL and yields the events, with the clock skew after the start', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    // A minute behind the clock of the server.
    const sentAt = '2026-11-21T09:59:00.000Z';
    const { client, storage } = clientOf(server, { now: () => Date.parse(sentAt) });
    const updates = await updatesOf(say(client));

    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: `/stream/users/me/coach-creator-sessions/${SESSION}/stream`,
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: { turnId: TURN, ...fields, messageTimestamp: sentAt },
    });
    expect(updates.filter(({ type }) => type !== 'transport' && type !== 'clock')).toEqual(EVENTS);
    expect(updates.map(({ type }) => type).slice(0, 3)).toEqual(['transport', 'start', 'clock']);
    expect(updates[2]).toEqual({ type: 'clock', skewMs: 60_000 });
    expect(storage.entries.size).toBe(0);
  });

  it('stores a turn with its message and its parent before it sends it', async () => {
    let kept: string | undefined;
    const storage = createMemoryStorage();
    await using server = await createScriptedServer((response, request) => {
      kept = [...storage.entries.values()][0];
      return streamOf(WIRE)(response, request);
    });
    const { client } = clientOf(server, { storage });

    await updatesOf(client.turn({ ...session, message, parentTurnId: 'parent' }));

    expect(JSON.parse(kept ?? '')).toEqual({ turnId: TURN, parentTurnId: 'parent', fields, message });
    expect(server.requests[0]?.body).toMatchObject({ parentTurnId: 'parent' });
  });

  it('starts at path 2 when the stage has no stream URL', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    const { client } = clientOf(server, { config: configFor(`${server.url}/api`, '') });

    const updates = await updatesOf(say(client));

    expect(server.requests[0]?.path).toBe(`/api/users/me/coach-creator-sessions/${SESSION}/stream`);
    expect(updates[0]).toEqual({ type: 'transport', stage: 'connecting', path: 2 });
  });

  it('ignores events of an unknown type', async () => {
    const [first, ...rest] = framesOf(EVENTS);
    const unknown = 'id: 1-1\ndata: {"type":"confetti","amount":3}\n\n';
    const { updates } = await endOf(streamOf(wireOf(first ? [first] : []) + unknown + wireOf(rest)));

    expect(updates.filter(({ type }) => type === 'chunk')).toHaveLength(WORDS.length);
    expect(updates.at(-1)?.type).toBe('complete');
  });

  it('neither stops nor forgets a turn when the reader leaves', async () => {
    await using server = await createScriptedServer(stallAfter(wireOf(framesOf([started(), chunk('Hi')]))));
    const { client, storage } = clientOf(server);
    const turn = say(client);

    for await (const { type } of turn) if (type === 'chunk') turn.leave();

    expect(storage.entries.size).toBe(1);
    expect(server.requests.map(({ path }) => path)).toEqual([expect.stringMatching(/\/stream$/)]);
  });
});

describe('a connection', () => {
  const begun = wireOf(framesOf([started(), chunk('Hi')]));

  it.each([
    ['after the terminal event', WIRE, false],
    ['when the reader leaves', begun, true],
  ])('closes the connection %s, although the server keeps it open', async (_, wire, leaves) => {
    let isClosed = false;
    await using server = await createScriptedServer((response, request) => {
      response.once('close', () => {
        isClosed = true;
      });
      return stallAfter(wire)(response, request);
    });
    const turn = say(clientOf(server, { limits: { stallMs: 600_000 } }).client);
    const read = (async () => {
      for await (const { type } of turn) if (leaves && type === 'chunk') turn.leave();
    })();

    await vi.waitFor(() => expect(isClosed).toBe(true));
    await read;
  });
});

describe('a session id in upper case', () => {
  const upper = { coach: gameCoach, sessionId: TURN.toUpperCase() };

  it('sends a session id in lower case, also as the id of the turn that creates the session', async () => {
    await using server = await createScriptedServer(streamOf(WIRE), json(200, {}));
    const { client } = clientOf(server);

    await updatesOf(client.turn({ ...upper, message, startsSession: true }));
    await client.stop(upper, TURN);

    expect(server.requests[0]?.body).toEqual({ turnId: TURN, message: message.text });
    expect(server.requests[1]?.path).toContain(`/sessions/${TURN}/turns/`);
  });

  it('finds the open turn and the draft of a session under its id in either case', async () => {
    await using server = await createScriptedServer(stallAfter(wireOf(framesOf([started()]))));
    const { client } = clientOf(server);
    const turn = client.turn({ ...upper, message });
    for await (const { type } of turn) if (type === 'start') turn.leave();
    await client.keepDraft(upper, { text: 'Next' });

    const lower = { ...upper, sessionId: TURN };
    expect(await client.openTurn(lower)).toMatchObject({ turnId: TURN, message });
    expect(await client.draft(lower)).toEqual({ text: 'Next' });
  });
});

describe('stop', () => {
  const abort = `/api/users/me/coach-creator-sessions/${SESSION}/turns/${TURN}/abort`;

  it.each([
    ['is answered with 200', json(200, { status: 'aborted' })],
    ['is answered with 404', refuse('not_found')],
    ['is answered with 405', refuse('method_not_allowed')],
  ])('sends one abort call when it %s', async (_, answer) => {
    await using server = await createScriptedServer(answer);

    await say(clientOf(server).client).stop();

    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST ${abort}`]);
  });

  it('repeats the abort call when no server answers, at most three times', async () => {
    await using server = await createScriptedServer(hangUp, foreignError(503), hangUp, json(200, {}));
    await using down = await createScriptedServer(hangUp);

    await say(clientOf(server).client).stop();
    await say(clientOf(down).client).stop();

    expect(server.requests).toHaveLength(4);
    expect(down.requests).toHaveLength(4);
  });

  it('repeats the abort call with a new token when the token has expired', async () => {
    await using server = await createScriptedServer(refuse('expired_token'), json(200, {}));

    await say(clientOf(server).client).stop();

    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer token', 'Bearer new-token']);
  });

  it('sends one abort call that outlives the page, however often Stop is pressed', async () => {
    await using server = await createScriptedServer(json(200, {}));
    const sent: (boolean | undefined)[] = [];
    const { client } = clientOf(server, {
      fetch: (input, init) => {
        sent.push(init?.keepalive);
        return fetch(input, init);
      },
    });
    const turn = say(client);

    await Promise.all([turn.stop(), turn.stop()]);

    expect(sent).toEqual([true]);
  });

  it('yields the terminal event of a stopped turn from its stream', async () => {
    const end = aborted('Gr');
    const { updates } = await endOf(streamOf(wireOf(framesOf([started(), chunk('Gr'), end]))));

    expect(updates.at(-1)).toEqual(end);
  });
});

describe('a first turn that was kept for its session’s page', () => {
  const start = { coach: gameCoach, message: { text: 'How am I doing?' } };

  it('is sent when it is resumed, and gives its text back when it is refused', async () => {
    await using server = await createScriptedServer(refuse('rate_limited', {}, { 'retry-after': '60' }));
    const { client } = clientOf(server);
    const sessionId = await client.keepFirstTurn(start);
    const kept = { coach: gameCoach, sessionId };
    const open = await client.openTurn(kept);
    if (!open) throw new Error('no turn was kept');

    await expect(updatesOf(client.resume(kept, open))).rejects.toMatchObject({ code: 'rate_limited' });

    expect(server.requests.map(({ method }) => method)).toEqual(['POST']);
    expect(await client.openTurn(kept)).toBeUndefined();
    expect(await client.draft(kept)).toEqual(start.message);
  });
});
