import Anthropic from '@anthropic-ai/sdk';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import type { Budget } from '#contract/budget-responses';
import type { ChatMessageList } from '#contract/game-chat';
import { type LocalStack, startLocalStack } from '../../stack.ts';
import { aSecondLater } from '../person.ts';
import { aGame, createPlayer } from '../player.ts';
import { openAnthropic } from './anthropic.ts';
import { serveAnthropicMessages } from './anthropic-messages-fixtures.ts';
import { createCoachApi } from './coach-api.ts';
import { openConverse } from './converse.ts';
import { type Opening, runOwnLoop } from './run-own-loop.ts';
import type { Signing } from './signed-post.ts';

let stack: LocalStack;
let messagesApi: Awaited<ReturnType<typeof serveAnthropicMessages>>;
let people = 0;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
  messagesApi = await serveAnthropicMessages();
});
beforeEach(() => {
  stack.bedrock?.script.clear();
  messagesApi.script.length = 0;
});
afterAll(async () => {
  await messagesApi?.close();
  await stack?.close();
});

const local = async <Answer>(name: string) => (await (await fetch(`${stack.origin}/local/${name}`)).json()) as Answer;

/** A person with one imported game, and the backend that acts for this person. */
async function createLoop() {
  people += 1;
  const player = await createPlayer(stack, `player-${people}`);
  await player.importGames([aGame('the-only-game')]);
  await aSecondLater(stack);
  const coach = createCoachApi({
    apiUrl: stack.config.apiUrl,
    userId: player.userId,
    token: player.headers().authorization.slice('Bearer '.length),
    signing: await local<Signing>('service-credentials'),
    retryMs: 0,
  });
  const read = (sessionId: string) => player.get<ChatMessageList>(`/coach/chat/sessions/${sessionId}/messages`);
  return { player, coach, read, budget: () => player.get<Budget>('/coach/budget') };
}

const FOUND = { name: 'get_recent_games', input: { limit: 1 } };
const REFUSED = { name: 'get_rank_benchmarks', input: { rank: 'Wood IV' } };

/** Both spend 1,000 + 50 tokens on a step with tools and 1,200 + 20 on an answer. */
const providers = {
  Converse: {
    async open() {
      const { bedrock: endpoint } = await local<{ bedrock: string }>('endpoints');
      const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
      const bedrock = createBedrockClient({ endpoint, region: 'us-east-1', credentials });
      const thinking = { type: 'enabled', budget_tokens: 1_024 };
      const settings = {
        modelId: 'simulated-main',
        inferenceConfig: { maxTokens: 4_096 },
        additionalModelRequestFields: { thinking },
      };
      return (opening: Opening) => openConverse(bedrock, settings, opening);
    },
    useTools: () =>
      stack.bedrock?.script.add([
        {
          steps: [
            { reasoning: 'Games first.' },
            { tool: FOUND },
            { tool: REFUSED },
            { usage: { inputTokens: 1_000, outputTokens: 50 } },
          ],
        },
      ]),
    say: (text: string) =>
      stack.bedrock?.script.add([{ steps: [{ text }, { usage: { inputTokens: 1_200, outputTokens: 20 } }] }]),
    refuse: () => stack.bedrock?.script.add([{ steps: [{ throw: 'validationException' }] }]),
    lastRequest: () => JSON.stringify(stack.bedrock?.calls().at(-1)?.body),
  },
  'Anthropic’s SDK': {
    async open() {
      const anthropic = new Anthropic({ baseURL: messagesApi.url, apiKey: 'any', maxRetries: 0 });
      const thinking = { type: 'enabled' as const, budget_tokens: 1_024 };
      return (opening: Opening) => openAnthropic(anthropic, { model: 'a-model', max_tokens: 4_096, thinking }, opening);
    },
    useTools: () =>
      messagesApi.script.push({
        content: [
          { type: 'thinking', thinking: 'Games first.', signature: 'c2lnbmVk' },
          { type: 'tool_use', id: 'toolu_1', ...FOUND },
          { type: 'tool_use', id: 'toolu_2', ...REFUSED },
        ],
        usage: { input: 1_000, output: 50 },
      }),
    say: (text: string) =>
      messagesApi.script.push({
        content: [{ type: 'text', text }],
        usage: { input: 1_100, output: 20, cached: 1_000 },
      }),
    /** Answers with 400, because nothing is scripted. */
    refuse: () => undefined,
    lastRequest: () => JSON.stringify(messagesApi.requests.at(-1)),
  },
};
const each = Object.entries(providers);

it.each(each)(
  'an own loop with %s runs tools and records what conversation and budget then show',
  async (_, provider) => {
    const { coach, read, budget } = await createLoop();
    const open = await provider.open();
    provider.useTools();
    provider.say('You scored three.');
    const { sessionId, messages } = await runOwnLoop({ message: 'How was I?' }, { coach, open });

    expect(await budget()).toMatchObject({ used: 2_270, held: 0 });
    const stored = (await read(sessionId)).messages;
    expect(stored.map(({ role, content }) => [role, content])).toEqual([
      ['user', 'How was I?'],
      ['assistant', ''],
      ['user', ''],
      ['assistant', 'You scored three.'],
    ]);
    const blocks = stored.map(({ contentBlocks }) => contentBlocks);
    expect(blocks.slice(1)).toEqual(messages.slice(1).map(({ content }) => content));
    expect(blocks[1]).toMatchObject([
      { type: 'reasoning', text: 'Games first.', signature: expect.stringMatching(/./) },
      { type: 'tool_use', ...FOUND },
      { type: 'tool_use', ...REFUSED },
    ]);
    expect(blocks[2]).toMatchObject([
      { type: 'tool_result', ok: true, content: { games: [{ gameId: 'the-only-game', goals: 3 }] } },
      { type: 'tool_result', ok: false, content: { error: expect.stringContaining('no figures') } },
    ]);
    // The model got the results, and its own thinking back.
    expect(provider.lastRequest()).toMatch(/Games first.*the-only-game.*no figures/);
  },
);

it.each(each)('the next question to %s carries the recorded tools and no earlier thinking', async (_, provider) => {
  const { coach, read } = await createLoop();
  const open = await provider.open();
  provider.useTools();
  provider.say('You scored three.');
  const { sessionId } = await runOwnLoop({ message: 'How was I?' }, { coach, open });
  provider.say('Seven shots.');
  await runOwnLoop({ message: 'And my shots?', sessionId }, { coach, open });
  expect((await read(sessionId)).messages.at(-1)?.content).toBe('Seven shots.');
  expect(provider.lastRequest()).toMatch(/How was I.*the-only-game.*You scored three.*And my shots/);
  expect(provider.lastRequest()).not.toContain('Games first');
});

it.each(each)('a loop whose call to %s is refused gives its whole hold back', async (_, provider) => {
  const { coach, budget } = await createLoop();
  const open = await provider.open();
  provider.refuse();
  await expect(runOwnLoop({ message: 'How was I?' }, { coach, open })).rejects.toThrow();
  expect(await budget()).toMatchObject({ used: 0, held: 0 });
});

it.each(each)('a record of a loop with %s whose response is lost is repeated and charged once', async (_, provider) => {
  const { coach, read, budget } = await createLoop();
  const open = await provider.open();
  provider.say('Well played.');
  const onText = () => stack.faults.add({ target: 'rest', kind: 'lost-response', probability: 1, times: 1 });
  const { sessionId } = await runOwnLoop({ message: 'How was I?' }, { coach, open, onText: once(onText) });
  expect((await read(sessionId)).messages).toHaveLength(2);
  expect(await budget()).toMatchObject({ used: 1_220, held: 0 });
});

it('a loop that is stopped in mid-answer stores the text so far as a partial message and keeps no hold', async () => {
  const { coach, player, read, budget } = await createLoop();
  const open = await providers['Anthropic’s SDK'].open();
  const stop = new AbortController();
  messagesApi.script.push({
    content: [{ type: 'text', text: 'You scored' }],
    usage: { input: 9, output: 9 },
    hangs: true,
  });
  const onText = (text: string) => text === 'scored' && stop.abort();
  await expect(runOwnLoop({ message: 'How was I?' }, { coach, open, onText, signal: stop.signal })).rejects.toThrow(
    'aborted',
  );
  await aSecondLater(stack);
  const { sessions } = await player.get<{ sessions: [{ sessionId: string }] }>('/coach/chat/sessions');
  expect((await read(sessions[0].sessionId)).messages).toMatchObject([
    { role: 'user', content: 'How was I?' },
    { role: 'assistant', content: 'You scored', partial: true },
  ]);
  const { used, held } = await budget();
  expect([used > 0, held]).toEqual([true, 0]);
});

/** Calls `act` only the first time. */
function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}
