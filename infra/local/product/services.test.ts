import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Budget } from '#contract/budget-responses';
import type { ChatMessageList, ChatSession } from '#contract/game-chat';
import type { PreflightAnswer } from '#contract/game-chat-requests';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { type Signing, signedPost as sendSigned } from './own-loop/signed-post.ts';
import { createPlayer, type Player } from './player.ts';

let stack: LocalStack;
let player: Player;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  player = await createPlayer(stack, 'orchestrated');
});
afterAll(() => stack.close());

/** Sends a signed request of a trusted backend, which runs the model loop itself. */
async function signedPost(path: string, body: object, changes: Partial<Signing> = {}) {
  const given = (await (await fetch(`${stack.origin}/local/service-credentials`)).json()) as Signing;
  const url = `${stack.config.apiUrl}/service/users/${player.userId}/coach/chat${path}`;
  return sendSigned(url, body, { ...given, ...changes });
}

const preflight = async (body: object) => (await (await signedPost('/preflight', body)).json()) as PreflightAnswer;
const usage = { inputTokens: 1_500, outputTokens: 70, cacheReadTokens: 0, cacheWriteTokens: 0 };

describe('a trusted backend', () => {
  it('preflight returns the instructions, and record stores the conversation with its tools once', async () => {
    const asked = await preflight({ message: 'How was I?' });
    expect(asked).toMatchObject({
      isFreePreview: false,
      history: [],
      systemMessage: expect.stringContaining('Rocket'),
    });
    expect(await player.get<Budget>('/coach/budget')).toMatchObject({ held: asked.estimatedTokens, used: 0 });
    const { sessionId, reservationId } = asked;
    const uses = { type: 'tool_use', toolUseId: 'a', name: 'get_recent_games', input: { limit: 1 } };
    const found = { type: 'tool_result', toolUseId: 'a', ok: true, content: { games: [] } };
    const messages = [
      { role: 'user', content: 'How was I?' },
      { role: 'assistant', content: [uses] },
      { role: 'user', content: [found] },
      { role: 'assistant', content: 'No games yet.' },
    ];
    const record = { sessionId, reservationId, messages, usage };
    for (let times = 0; times < 2; times += 1) {
      const response = await signedPost('/record', record);
      expect([response.status, await response.json()]).toEqual([200, { recorded: true }]);
    }
    expect(await player.get<Budget>('/coach/budget')).toMatchObject({ held: 0, used: 1_570 });
    expect(await player.get<ChatSession>(`/coach/chat/sessions/${sessionId}`)).toMatchObject({ messageCount: 4 });
    const { messages: read } = await player.get<ChatMessageList>(`/coach/chat/sessions/${sessionId}/messages`);
    expect(read.map(({ content }) => content)).toEqual(['How was I?', '', '', 'No games yet.']);
    expect((await preflight({ message: 'And now?', sessionId })).history).toHaveLength(4);
  });

  it('a trusted backend’s conversation is summarized', async () => {
    const { sessionId, ...first } = await preflight({ message: 'First' });
    let { reservationId } = first;
    for (let turn = 0; turn < 10; turn += 1) {
      const messages = [
        { role: 'user', content: `Question ${turn}` },
        { role: 'assistant', content: `Answer ${turn}` },
      ];
      expect((await signedPost('/record', { sessionId, reservationId, messages, usage })).status).toBe(200);
      ({ reservationId } = await preflight({ message: 'Next', sessionId }));
    }
    await fetch(`${stack.origin}/local/jobs/summarize-conversation/run`, { method: 'POST' });
    const { systemMessage } = await preflight({ message: 'What did we say first?', sessionId });
    expect(systemMessage).toContain('<earlier_conversation>');
  });

  it('abort releases the hold and charges nothing for an unused turn', async () => {
    const { used } = await player.get<Budget>('/coach/budget');
    const { sessionId, reservationId } = await preflight({ message: 'Wait' });
    const response = await signedPost('/abort', { sessionId, reservationId });
    expect([response.status, await response.json()]).toEqual([200, { aborted: true }]);
    expect((await player.get<Budget>('/coach/budget')).used).toBe(used);
  });

  it('record is charged in full and stored after the person has aborted with a tiny partial answer', async () => {
    const { used } = await player.get<Budget>('/coach/budget');
    const { sessionId, reservationId } = await preflight({ message: 'Look' });
    const partialMessages = [{ role: 'assistant', content: [{ type: 'text', text: 'a\ud83d' }] }];
    const stop = await player.api('POST', '/coach/chat/abort', { sessionId, reservationId, partialMessages });
    expect(stop.status).toBe(200);
    const messages = [
      { role: 'user', content: 'Look' },
      { role: 'assistant', content: [{ type: 'text', text: 'All of it \ud83d' }] },
    ];
    const record = { sessionId, reservationId, messages, usage: { ...usage, inputTokens: 20_000 } };
    const response = await signedPost('/record', record);
    expect([response.status, await response.json()]).toEqual([200, { recorded: true }]);
    expect((await player.get<Budget>('/coach/budget')).used).toBe(used + 20_070);
    const { messages: read } = await player.get<ChatMessageList>(`/coach/chat/sessions/${sessionId}/messages`);
    expect(read.map(({ content, partial }) => [content, partial])).toEqual([
      ['Look', undefined],
      ['All of it \ufffd', undefined],
    ]);
    const other = await signedPost('/record', {
      sessionId,
      reservationId,
      messages,
      usage: { ...usage, inputTokens: 1 },
    });
    expect(other.status).toBe(422);
  });

  it('npm run ledger finds no difference in what all of this has left', async () => {
    const script = fileURLToPath(new URL('../../ledger.ts', import.meta.url));
    const port = new URL(stack.origin).port;
    const args = [script, '--stage', 'local', '--port', port, '--user', player.userId, '--check'];
    expect(await promisify(execFile)(process.execPath, args)).toEqual({ stdout: 'no difference\n', stderr: '' });
  });

  it('rejects a wrong signature and a person’s token with 401', async () => {
    const secretAccessKey = 'somebody-else';
    expect((await signedPost('/preflight', { message: 'Hi' }, { secretAccessKey })).status).toBe(401);
    const path = `/service/users/${player.userId}/coach/chat/preflight`;
    expect((await player.api('POST', path, { message: 'Hi' })).status).toBe(401);
  });
});
