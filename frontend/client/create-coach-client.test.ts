import { describe, expect, it } from 'vitest';
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

describe('a turn', () => {
  it('posts to the stream URL and yields the events, with the clock after the start', async () => {
    const { updates, requests, left } = await endOf(streamOf(WIRE));

    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      path: `/stream/users/me/coach-creator-sessions/${SESSION}/stream`,
      headers: { authorization: 'Bearer token', 'content-type': 'application/json' },
      body: { turnId: TURN, ...fields },
    });
    expect(updates.filter(({ type }) => type !== 'transport' && type !== 'clock')).toEqual(EVENTS);
    expect(updates.map(({ type }) => type).slice(0, 3)).toEqual(['transport', 'start', 'clock']);
    expect(left).toBe(0);
  });

  it('is kept with its text and its parent before it is sent', async () => {
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

  it('starts at the API when the stage has no stream URL', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    const { client } = clientOf(server, { config: configFor(`${server.url}/api`, '') });

    const updates = await updatesOf(say(client));

    expect(server.requests[0]?.path).toBe(`/api/users/me/coach-creator-sessions/${SESSION}/stream`);
    expect(updates[0]).toEqual({ type: 'transport', stage: 'connecting', path: 2 });
  });

  it('ignores events of a type that it does not know', async () => {
    const [first, ...rest] = framesOf(EVENTS);
    const unknown = 'id: 1-1\ndata: {"type":"confetti","amount":3}\n\n';
    const { updates } = await endOf(streamOf(wireOf(first ? [first] : []) + unknown + wireOf(rest)));

    expect(updates.filter(({ type }) => type === 'chunk')).toHaveLength(WORDS.length);
    expect(updates.at(-1)?.type).toBe('complete');
  });

  it('leaves the turn at the server, open, when the reader goes', async () => {
    await using server = await createScriptedServer(stallAfter(wireOf(framesOf([started(), chunk('Hi')]))));
    const { client, storage } = clientOf(server);
    const turn = say(client);

    for await (const { type } of turn) if (type === 'chunk') turn.leave();

    expect(storage.entries.size).toBe(1);
    expect(server.requests.map(({ path }) => path)).toEqual([expect.stringMatching(/\/stream$/)]);
  });
});

describe('stop', () => {
  const abort = `/api/users/me/coach-creator-sessions/${SESSION}/turns/${TURN}/abort`;

  it.each([
    ['ends the turn', json(200, { status: 'aborted' })],
    ['is content with a server that cannot', refuse('not_found')],
    ['is content with a server that does not offer it', refuse('method_not_allowed')],
  ])('%s, by one call', async (_, answer) => {
    await using server = await createScriptedServer(answer);

    await say(clientOf(server).client).stop();

    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([`POST ${abort}`]);
  });

  it('is tried again when nobody answers', async () => {
    await using server = await createScriptedServer(hangUp, foreignError(503), json(200, {}));

    await say(clientOf(server).client).stop();

    expect(server.requests).toHaveLength(3);
  });

  it('lets the terminal event come through the stream', async () => {
    const end = aborted('Gr');
    const { updates } = await endOf(streamOf(wireOf(framesOf([started(), chunk('Gr'), end]))));

    expect(updates.at(-1)).toEqual(end);
  });
});
