import { DefaultChatTransport, type UIMessage } from 'ai';
import { describe, expect, it } from 'vitest';
import {
  createScriptedServer,
  foreignError,
  framesOf,
  json,
  stallAfter,
  streamOf,
  wireOf,
} from '../../testing/scripted-server.ts';
import { clientOf, updatesOf, WIRE } from '../../testing/turn-client.ts';
import { completed, SESSION, started, TURN } from '../../testing/turn-fixtures.ts';
import { createAiSdkTransport } from '../ai-sdk-transport.ts';
import { gameCoach } from './game-coach.ts';

const session = { coach: gameCoach, sessionId: SESSION };
const message = { text: 'How am I doing?', gameId: 'g1' };

describe('a question to the game coach', () => {
  it('names the session of a question in its body, on all three paths', async () => {
    await using server = await createScriptedServer(
      foreignError(502),
      foreignError(502),
      json(200, completed('Fine.')),
    );
    const { client } = clientOf(server);

    await updatesOf(client.turn({ ...session, message, parentTurnId: 'parent' }));

    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /stream/coach/chat/stream',
      'POST /api/coach/chat/stream',
      'POST /api/coach/chat',
    ]);
    const body = { turnId: TURN, parentTurnId: 'parent', message: 'How am I doing?', gameId: 'g1', sessionId: SESSION };
    expect(server.requests.map((request) => request.body)).toEqual([body, body, body]);
  });

  it('gives the question that creates a session the session’s id, and names no session', async () => {
    await using server = await createScriptedServer(streamOf(WIRE));
    const { client } = clientOf(server);
    const turn = client.turn({ ...session, sessionId: TURN, message, startsSession: true });

    await updatesOf(turn);

    expect(turn.turnId).toBe(TURN);
    expect(server.requests[0]?.body).toEqual({ turnId: TURN, message: 'How am I doing?', gameId: 'g1' });
  });

  it('resumes a question with the same bytes after a reload', async () => {
    await using server = await createScriptedServer(stallAfter(wireOf(framesOf([started()]))), streamOf(WIRE));
    const { client } = clientOf(server);
    const turn = client.turn({ ...session, message });
    for await (const { type } of turn) if (type === 'start') turn.leave();

    const open = await client.openTurn(session);
    await updatesOf(client.resume(session, open ?? { turnId: '', fields: {}, message }));

    expect(server.requests[1]?.body).toEqual(server.requests[0]?.body);
    expect(await client.openTurn(session)).toBeUndefined();
  });

  it('stops a question at the path of its session', async () => {
    await using server = await createScriptedServer(json(200, {}));

    await clientOf(server).client.stop(session, TURN);

    expect(server.requests[0]?.path).toBe(`/api/coach/chat/sessions/${SESSION}/turns/${TURN}/abort`);
  });
});

describe('the AI SDK’s transport', () => {
  const uiMessage = (id: string): UIMessage => ({ id, role: 'user', parts: [{ type: 'text', text: 'Hi' }] });

  it('gives the first question the session’s id as turn id, and names the session in the next ones', async () => {
    await using server = await createScriptedServer(streamOf('data: [DONE]\n\n'));
    const { client } = clientOf(server);
    const transport = createAiSdkTransport({ Transport: DefaultChatTransport, client, session, startsSession: true });
    const send = (id: string) =>
      transport.sendMessages({
        trigger: 'submit-message',
        chatId: 'chat',
        messageId: undefined,
        messages: [uiMessage(id)],
        abortSignal: undefined,
      });

    await send('one');
    await send(TURN);

    expect(server.requests.map(({ path }) => path)).toEqual(Array(2).fill('/stream/coach/chat/stream?protocol=ai-sdk'));
    expect(server.requests[0]?.body).toMatchObject({ turnId: SESSION });
    expect(server.requests[0]?.body).not.toHaveProperty('sessionId');
    expect(server.requests[1]?.body).toMatchObject({ turnId: TURN, sessionId: SESSION });
  });
});
