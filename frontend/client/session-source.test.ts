import { describe, expect, it } from 'vitest';
import { createScriptedServer, json } from '../testing/scripted-server.ts';
import { clientOf } from '../testing/turn-client.ts';
import { SESSION, TURN } from '../testing/turn-fixtures.ts';
import { coachCreator } from './coaches/coach-creator.ts';
import { gameCoach } from './coaches/game-coach.ts';
import { createSessionSource } from './session-source.ts';

const AT = '2026-11-21T10:00:00.000Z';
const progressDetails = {
  topicsCompleted: 3,
  totalTopics: 10,
  percentage: 30,
  sophisticationLevel: 'BEGINNER',
  currentTopic: 'experience_level',
};
const said = (messageId: string, role: 'user' | 'assistant', content: string, turnId?: string) => ({
  ...{ messageId, role, content, contentBlocks: [{ type: 'text', text: content }], createdAt: AT },
  ...(turnId !== undefined && { turnId }),
});
const dates = { createdAt: AT, updatedAt: AT };
const interview = {
  ...{ sessionId: SESSION, status: 'active', isComplete: false, phase: 'confirming', progressDetails, ...dates },
  ...{ sophisticationLevel: 'BEGINNER', checklist: [], title: null, turnsUsed: 4, expiresAt: AT },
};
const chat = {
  sessionId: SESSION,
  title: 'Boost',
  status: 'active',
  messageCount: 3,
  tokensIn: 1,
  tokensOut: 2,
  ...dates,
};

describe('an interview', () => {
  it('is read with all pages of its messages and how far it has come', async () => {
    await using server = await createScriptedServer(
      json(200, { ...interview, messages: [said('m0', 'assistant', 'Hello.')], nextCursor: 'next' }),
      json(200, { ...interview, messages: [said('m1', 'user', 'Hi', TURN)] }),
    );
    const source = createSessionSource(clientOf(server).client, { coach: coachCreator, sessionId: SESSION });
    const { session, loaded } = await source.read();
    expect(server.requests.map(({ path }) => path.split('?')[1])).toEqual(['limit=100', 'limit=100&cursor=next']);
    expect(session).toMatchObject({ sessionId: SESSION, title: null });
    expect(loaded).toMatchObject({ type: 'session_loaded', turnsUsed: 4, expiresAt: AT });
    expect(loaded.messages.map(({ text, state }) => [text, state])).toEqual([
      ['Hello.', 'done'],
      ['Hi', 'failed'],
    ]);
    expect(loaded.own).toEqual({
      progress: progressDetails,
      readyToConfirm: true,
      isComplete: false,
      isBuilding: false,
    });
  });

  it('is built once it is complete, and knows its running turn', async () => {
    const complete = { ...interview, phase: 'complete', isComplete: true, activeTurnId: TURN };
    await using server = await createScriptedServer(
      json(200, { ...complete, messages: [said('m1', 'user', 'Hi', TURN)] }),
    );
    const { loaded } = await createSessionSource(clientOf(server).client, {
      coach: coachCreator,
      sessionId: SESSION,
    }).read();
    expect(loaded.own).toMatchObject({ readyToConfirm: false, isComplete: true, isBuilding: true });
    expect(loaded.messages).toMatchObject([{ text: 'Hi', state: 'pending' }]);
  });

  it('is refreshed with as few messages as can be, created at the API, and never ended', async () => {
    await using server = await createScriptedServer(json(200, interview), json(201, { sessionId: 'new' }));
    const source = createSessionSource(clientOf(server).client, { coach: coachCreator, sessionId: SESSION });
    expect(await source.refresh()).toMatchObject({ turnsUsed: 4 });
    expect(await source.create()).toBe('new');
    await source.end();
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /api/users/me/coach-creator-sessions/${SESSION}?limit=1`,
      'POST /api/users/me/coach-creator-sessions',
    ]);
  });
});

describe('a chat with the game coach', () => {
  it('is read from two routes, and counts the questions as turns', async () => {
    const messages = [
      said('m0', 'user', 'How was I?', 'a'),
      said('m1', 'assistant', 'Good.', 'a'),
      said('m2', 'user', 'And?', TURN),
    ];
    await using server = await createScriptedServer((response, request) =>
      json(200, request.path.includes('/messages') ? { messages } : { ...chat, activeTurnId: TURN })(response, request),
    );
    const source = createSessionSource(clientOf(server).client, { coach: gameCoach, sessionId: SESSION });
    const { session, loaded } = await source.read();
    expect(server.requests.map(({ path }) => path).sort()).toEqual([
      `/api/coach/chat/sessions/${SESSION}`,
      `/api/coach/chat/sessions/${SESSION}/messages?limit=100`,
    ]);
    expect(session.title).toBe('Boost');
    expect(loaded).toMatchObject({ type: 'session_loaded', turnsUsed: 2, expiresAt: null, own: {} });
    expect(loaded.messages.map(({ text, state }) => [text, state])).toEqual([
      ['How was I?', 'done'],
      ['Good.', 'done'],
      ['And?', 'pending'],
    ]);
  });

  it('is created by its first turn, which is kept on the device under the session’s id', async () => {
    await using server = await createScriptedServer();
    const { client } = clientOf(server);
    const source = createSessionSource(client, { coach: gameCoach, sessionId: SESSION });
    expect(await source.create({ text: 'Hi', gameId: 'g1' })).toBe(TURN);
    const kept = await client.openTurn({ coach: gameCoach, sessionId: TURN });
    expect(kept).toMatchObject({ turnId: TURN, fields: { message: 'Hi', gameId: 'g1' } });
    expect(kept?.fields).not.toHaveProperty('sessionId');
    expect(await source.create()).toBe(TURN);
    expect(server.requests).toEqual([]);
  });
});

it('keeps a draft of its session on the device', async () => {
  await using server = await createScriptedServer();
  const source = createSessionSource(clientOf(server).client, { coach: gameCoach, sessionId: SESSION });
  await source.keepDraft({ text: 'Not yet' });
  expect(await source.readDraft()).toEqual({ text: 'Not yet' });
});
