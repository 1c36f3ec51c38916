import { afterEach, expect, it } from 'vitest';
import { createBedrockClient } from '#adapters/bedrock/client';
import { createBedrockModel } from '#adapters/bedrock/model';
import type { ContentBlock, Json, ModelEvent, ModelMessage, ModelRequest } from '#ports/model';
import { createFakeBedrock } from '../../fake-bedrock.ts';
import { SYSTEM, TOOLS } from './play-game-coach-fixtures.ts';
import { RESULTS } from './sample-results-fixtures.ts';
import { simulatedGameCoach } from './simulated-game-coach.ts';

/** The tool loop over the real wire protocol: the product's adapter and the unmodified SDK call the fake. */

const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

const traits = { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 } as const;
const tools = TOOLS.map(({ inputSchema, ...tool }) => ({ ...tool, inputSchema: inputSchema as Json }));

async function start() {
  const bedrock = createFakeBedrock({
    mainModelId: 'main',
    models: [simulatedGameCoach],
    seed: 1,
    latency: { firstMs: 0, tokenMs: 0 },
  });
  running.push(bedrock);
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = createBedrockClient({ endpoint: await bedrock.listen(), region: 'us-east-1', credentials });
  const model = createBedrockModel({
    client,
    main: { modelId: 'main', traits },
    small: { modelId: 'small', traits },
  });
  return async (messages: readonly ModelMessage[], more: Partial<ModelRequest> = {}) => {
    const request: ModelRequest = {
      ...{ role: 'main', systemStatic: SYSTEM, systemDynamic: 'Today is Monday.', messages, tools, maxTokens: 8_192 },
      thinkingTokens: 2_048,
      ...more,
    };
    const events = await Array.fromAsync(model.stream(request, new AbortController().signal));
    return events.at(-1) as Extract<ModelEvent, { type: 'end' }>;
  };
}

const user = (text: string): ModelMessage => ({ role: 'user', content: [{ type: 'text', text }] });

function resultOf(block: ContentBlock): readonly ContentBlock[] {
  if (block.type !== 'tool_use') return [];
  const content = RESULTS[block.name]?.(block.input as Record<string, unknown>) as Json;
  return [{ type: 'tool_result', toolUseId: block.toolUseId, ok: !JSON.stringify(content).includes('error'), content }];
}

const typesOf = ({ content }: { readonly content: readonly ContentBlock[] }) => content.map(({ type }) => type);
const textOf = ({ content }: { readonly content: readonly ContentBlock[] }) =>
  content.flatMap((block) => (block.type === 'text' ? block.text : [])).join('');

it('compares with the rank in two steps of tools and one of text, each with a thought', async () => {
  const ask = await start();
  const ends = [];
  let messages: readonly ModelMessage[] = [user('compare my stats with my rank')];
  for (let step = 1; step <= 3; step += 1) {
    const end = await ask(messages);
    ends.push(end);
    const found = end.content.flatMap(resultOf);
    messages = [...messages, { role: 'assistant', content: end.content }, { role: 'user', content: found }];
  }

  expect(ends.map(typesOf)).toEqual([
    ['reasoning', 'text', 'tool_use', 'tool_use'],
    ['reasoning', 'tool_use'],
    ['reasoning', 'text'],
  ]);
  expect(ends.map(({ stopReason }) => stopReason)).toEqual(['tool_use', 'tool_use', 'end_turn']);
  expect(ends[0]?.content[0]).toMatchObject({ signature: expect.stringMatching(/.+/) });
  expect(ends[2] && textOf(ends[2])).toMatch(/I am a simulation[\s\S]+goals \(0\.61 to 0\.55\)/);
  const inputs = ends.map(({ usage }) => usage.inputTokens);
  expect(inputs).toEqual(inputs.toSorted((left, right) => left - right));
  expect(new Set(inputs).size).toBe(3);
});

it('turns thinking off in a tool loop whose reasoning was lost, because Bedrock would refuse the request', async () => {
  const ask = await start();
  const { content } = await ask([user('my last game')]);
  const kept = content.filter(({ type }) => type !== 'reasoning');
  const messages: ModelMessage[] = [
    user('my last game'),
    { role: 'assistant', content: kept },
    { role: 'user', content: content.flatMap(resultOf) },
  ];

  const answer = await ask(messages);
  expect(typesOf(answer)).toEqual(['text']);
  expect(textOf(answer)).toContain('412 score');
});
