import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Budget } from '#contract/budget-responses';
import type { ChatMessageList, ChatSession } from '#contract/game-chat';
import type { PreflightAnswer } from '#contract/game-chat-requests';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { createPlayer, type Player } from './player.ts';

let stack: LocalStack;
let player: Player;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  player = await createPlayer(stack, 'orchestrated');
});
afterAll(() => stack.close());

type Bytes = string | ArrayBuffer | ArrayBufferView;
const bytesOf = (data: Bytes) => {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

/** SHA-256 in the interface that the SDK's signer requires. */
class Sha256 {
  readonly #hash;
  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(secret));
  }
  update(data: Bytes): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly service: string;
}

/** Sends a signed request of a trusted backend, which runs the model loop itself. */
async function signedPost(path: string, body: object, changes: Partial<Credentials> = {}) {
  const given = (await (await fetch(`${stack.origin}/local/service-credentials`)).json()) as Credentials;
  const { region, service, ...credentials } = { ...given, ...changes };
  const url = new URL(`${stack.config.apiUrl}/service/users/${player.userId}/coach/chat${path}`);
  const signer = new SignatureV4({ credentials, region, service, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: {},
    headers: { host: url.host, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { host: _, ...sent } = headers;
  return fetch(url, { method: 'POST', headers: sent, body: JSON.stringify(body) });
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

  it('rejects a wrong signature and a person’s token with 401', async () => {
    const secretAccessKey = 'somebody-else';
    expect((await signedPost('/preflight', { message: 'Hi' }, { secretAccessKey })).status).toBe(401);
    const path = `/service/users/${player.userId}/coach/chat/preflight`;
    expect((await player.api('POST', path, { message: 'Hi' })).status).toBe(401);
  });
});
