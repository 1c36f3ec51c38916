import { expect, it } from 'vitest';
import { createScriptedServer, hangUp, json, refuse } from '../testing/scripted-server.ts';
import { clientOf, message, say, session, updatesOf } from '../testing/turn-client.ts';
import { configFor, createMemoryStorage, SESSION, TURN } from '../testing/turn-fixtures.ts';
import { gameCoach } from './coaches/game-coach.ts';
import { createCoachClient } from './create-coach-client.ts';
import { Interrupted, Refusal } from './refusal.ts';

const clientFor = (userId: string, storage = createMemoryStorage()) =>
  createCoachClient({ config: configFor('http://api', ''), userId, getToken: async () => 'token', storage });

it('keeps a draft with all of its fields for each session and coach, over a reload', async () => {
  const storage = createMemoryStorage();
  await clientFor('me', storage).keepDraft(session, { text: 'Hi', images: ['a.png'] });
  await clientFor('me', storage).keepDraft({ ...session, coach: gameCoach }, { text: '', ...{ gameId: 'g1' } });
  const reloaded = clientFor('me', storage);

  expect(await reloaded.draft(session)).toEqual({ text: 'Hi', images: ['a.png'] });
  expect(await reloaded.draft({ ...session, coach: gameCoach })).toEqual({ text: '', gameId: 'g1' });
  expect(await reloaded.draft({ ...session, sessionId: 'other' })).toBeUndefined();
});

it('removes a draft without visible text, pictures and other fields', async () => {
  const storage = createMemoryStorage();
  const client = clientFor('me', storage);
  await client.keepDraft(session, { text: 'Hi' });

  await client.keepDraft(session, { text: ' \u200b', images: [], ...{ gameId: undefined } });

  expect(storage.entries.size).toBe(0);
});

it('ignores a draft and an open turn that are not readable', async () => {
  const storage = createMemoryStorage();
  await storage.write(`coachstream:me:draft:coachCreator:${SESSION}`, '{"tex');
  await storage.write(`coachstream:me:turn:coachCreator:${SESSION}`, '{"turnId":1}');

  expect(await clientFor('me', storage).draft(session)).toBeUndefined();
  expect(await clientFor('me', storage).openTurn(session)).toBeUndefined();
});

it('gives a refused message back in front of what was written since', async () => {
  await using server = await createScriptedServer(refuse('budget_exhausted'));
  const { client } = clientOf(server);
  const turn = say(client);
  await client.keepDraft(session, { text: 'And then?' });

  await expect(updatesOf(turn)).rejects.toBeInstanceOf(Refusal);

  expect(await client.draft(session)).toEqual({ text: `${message.text}\n\nAnd then?` });
});

it('gives a message back that was stopped before the server had it, and no other', async () => {
  await using server = await createScriptedServer(json(200, { accepted: false }), json(200, { accepted: true }));
  const { client } = clientOf(server);

  expect(await say(client).stop()).toBe(false);
  expect(await client.draft(session)).toEqual(message);
  await client.keepDraft(session, { text: '' });
  expect(await say(client).stop()).toBe(true);
  expect(await client.draft(session)).toBeUndefined();
});

it('keeps the images of a message that comes back beside those that were added since', async () => {
  await using server = await createScriptedServer(refuse('rate_limited', undefined, { 'retry-after': '60' }));
  const { client } = clientOf(server);
  await client.keepDraft(session, { text: 'More', images: ['b', 'c'] });

  const turn = client.turn({ ...session, message: { text: 'Hello', images: ['a', 'b'] } });
  await expect(updatesOf(turn)).rejects.toBeInstanceOf(Refusal);

  expect(await client.draft(session)).toEqual({ text: 'Hello\n\nMore', images: ['a', 'b', 'c'] });
});

it('keeps no draft of a session that its first turn did not create', async () => {
  await using server = await createScriptedServer(json(200, { accepted: false }));
  const { client, storage } = clientOf(server);

  await client.turn({ coach: gameCoach, sessionId: TURN, message, startsSession: true }).stop();

  expect(storage.entries.size).toBe(0);
});

it('gives the message back when the sign-in is lost and the page leaves for it', async () => {
  await using server = await createScriptedServer(hangUp);
  const facts = { status: 401, retryable: false, retryAfterMs: undefined, details: {} };
  const { client } = clientOf(server, {
    getToken: async () => {
      turn.leave();
      throw new Refusal('missing_token', '', facts);
    },
  });
  const turn = say(client);

  await expect(updatesOf(turn)).rejects.toBeInstanceOf(Refusal);

  expect(server.requests).toEqual([]);
  expect(await client.openTurn(session)).toBeUndefined();
  expect(await client.draft(session)).toEqual(message);
});

it('keeps the turn open when no token can be had for now', async () => {
  await using server = await createScriptedServer(hangUp);
  const { client } = clientOf(server, { getToken: () => Promise.reject(new TypeError('network')) });

  await expect(updatesOf(say(client))).rejects.toBeInstanceOf(Interrupted);

  expect(await client.openTurn(session)).toMatchObject({ turnId: TURN, message });
});

it('shows one person nothing of another, and removes what others have left', async () => {
  const storage = createMemoryStorage();
  await storage.write('theme', 'dark');
  const [first, second] = [clientFor('a', storage), clientFor('a.b', storage)];
  await first.keepDraft(session, { text: 'Mine' });
  await second.keepDraft(session, { text: 'Yours' });
  expect(await second.draft(session)).toEqual({ text: 'Yours' });

  await first.forgetOthers();

  expect([...storage.entries.values()]).toEqual(['dark', JSON.stringify({ text: 'Mine' })]);
  await first.forgetAll();
  expect([...storage.entries.keys()]).toEqual(['theme']);
});
