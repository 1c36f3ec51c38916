import { DefaultChatTransport, type UIMessage } from 'ai';
import { describe, expect, it } from 'vitest';
import { UNFINISHED } from '#contract/dialects/dialect';
import { createScriptedServer, json, streamOf } from '../testing/scripted-server.ts';
import { clientOf } from '../testing/turn-client.ts';
import { SESSION, TURN } from '../testing/turn-fixtures.ts';
import { createAiSdkTransport } from './ai-sdk-transport.ts';
import { gameCoach } from './coaches/game-coach.ts';

const DONE = streamOf('data: [DONE]\n\n');
const sse = (...chunks: object[]) => streamOf(chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join(''));
const user = (id: string): UIMessage => ({ id, role: 'user', parts: [{ type: 'text', text: 'Hi' }] });
const assistant: UIMessage = { id: 'a', role: 'assistant', parts: [{ type: 'text', text: 'Hello' }] };

function transportOf(server: Awaited<ReturnType<typeof createScriptedServer>>) {
  const made = clientOf(server);
  const transport = createAiSdkTransport({
    Transport: DefaultChatTransport,
    client: made.client,
    session: { coach: gameCoach, sessionId: SESSION },
  });
  const send = async (
    messages: UIMessage[],
    trigger: 'submit-message' | 'regenerate-message' = 'submit-message',
    body?: object,
  ) => {
    const stream = await transport.sendMessages({
      ...{ trigger, chatId: 'chat', messageId: undefined, messages, abortSignal: undefined },
      ...(body && { body }),
    });
    const chunks: unknown[] = [];
    for (let reader = stream.getReader(), next = await reader.read(); !next.done; next = await reader.read()) {
      chunks.push(next.value);
    }
    return chunks;
  };
  return { ...made, transport, send };
}

describe('the transport of the AI SDK', () => {
  it('sends the token of the person, and what the chat adds, with the last message of the user', async () => {
    await using server = await createScriptedServer(DONE);
    const { send, tokens } = transportOf(server);
    await send([user('first'), user(TURN), assistant], 'submit-message', { gameId: 'g1' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer token');
    expect(tokens).toEqual([false]);
    expect(server.requests[0]?.body).toMatchObject({ turnId: TURN, sessionId: SESSION, gameId: 'g1', id: 'chat' });
    expect(server.requests[0]?.body?.['messages']).toMatchObject([{ id: TURN }]);
  });

  it('refuses messages without one of the user', async () => {
    await using server = await createScriptedServer();
    await expect(transportOf(server).send([assistant])).rejects.toThrow('A turn needs a message of the user.');
    expect(server.requests).toEqual([]);
  });

  const turnIdsOf = (server: Awaited<ReturnType<typeof createScriptedServer>>) =>
    server.requests.map(({ body }) => body?.['turnId']);

  it('sends a message again under its id while its turn is unfinished, and under another when it has ended', async () => {
    await using server = await createScriptedServer(DONE, DONE, sse({ type: 'finish' }), DONE);
    const { send } = transportOf(server);
    await send([user(TURN)]);
    await send([user(TURN)], 'regenerate-message');
    await send([user(TURN)]);
    await send([user(TURN)], 'regenerate-message');
    const [first, second, third, fourth] = turnIdsOf(server);
    expect([first, second, third]).toEqual([TURN, TURN, TURN]);
    expect(fourth).not.toBe(TURN);
  });

  it.each([
    ['was stopped', { type: 'abort' }, false],
    ['has failed', { type: 'error', errorText: 'internal' }, false],
    ['is unfinished', { type: 'error', errorText: UNFINISHED.code }, true],
  ])('sends a message whose turn %s again, under the same id or another one', async (_, chunk, isSame) => {
    await using server = await createScriptedServer(sse(chunk), DONE);
    const { send } = transportOf(server);
    await send([user(TURN)]);
    await send([user(TURN)]);
    const [first, second] = turnIdsOf(server);
    expect(second === first).toBe(isSame);
  });

  it('never sends a stopped turn’s message under its id again', async () => {
    await using server = await createScriptedServer(DONE, json(200, {}), DONE, DONE);
    const { send, transport } = transportOf(server);
    await send([user(TURN)]);
    await transport.stop();
    await transport.stop();
    await send([user(TURN)]);
    await send([user(TURN)]);
    const [first, stop, second, third] = server.requests;
    expect(stop?.path).toBe(`/api/coach/chat/sessions/${SESSION}/turns/${TURN}/abort`);
    expect(first?.body?.['turnId']).toBe(TURN);
    expect(second?.body?.['turnId']).not.toBe(TURN);
    expect(third?.body?.['turnId']).toBe(second?.body?.['turnId']);
  });

  it('has nothing to read again before a turn was sent', async () => {
    await using server = await createScriptedServer();
    expect(await transportOf(server).transport.reconnectToStream({ chatId: 'chat' })).toBeNull();
  });
});
