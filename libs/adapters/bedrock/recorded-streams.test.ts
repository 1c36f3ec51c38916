import { describe, expect, it } from 'vitest';
import type { ContentBlock } from '#ports/model';
import { type Recording, replayRecordings } from '#testing/recorded-streams';
import { finding, runProduction, shown, storedText } from '#testing/simulation/production-world';
import { createBedrockClient } from './client.ts';
import { createBedrockModel } from './model.ts';

const traits = { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 } as const;
const whole = () => Number.MAX_SAFE_INTEGER;

/** Runs the engine with the product's own client over recorded Bedrock responses. */
async function replay(recordings: readonly Recording[], pieceBytes = whole) {
  await using bedrock = await replayRecordings(recordings, pieceBytes);
  const role = { modelId: 'recorded', traits };
  const model = createBedrockModel({ client: createBedrockClient(bedrock.where), main: role, small: role });
  const names = ['get_weather', 'get_temperature', 'get_current_weather', 'get_cities_list'];
  const tools = names.map((name) => finding(name, { celsius: 17 }));
  return await runProduction({ model, tools });
}

const kept = ({ production }: Awaited<ReturnType<typeof replay>>): readonly ContentBlock[] =>
  production?.messages.flatMap(({ content }) => content) ?? [];
const typesOf = (blocks: readonly ContentBlock[]) => blocks.map(({ type }) => type).join(' ');
const WEATHER = { location: 'San Francisco, CA' };

describe('a recorded Bedrock response', () => {
  it('streams a text in pieces and keeps the whole text', async () => {
    const run = await replay(['text']);
    expect(run.events).toHaveLength(29);
    expect(run.production?.text).toMatch(/^The capital of France is Paris\. .{300,}$/s);
    expect(typesOf(kept(run))).toBe('text');
    expect(run.usage).toMatchObject({ inputTokens: 13, outputTokens: 82 });
  });

  it('yields one tool call with its whole input when the input came in five pieces after text', async () => {
    const run = await replay(['tool-in-pieces', 'text']);
    const [text, use, result] = kept(run);
    expect(text).toEqual({ type: 'text', text: "I'll check the current weather in San Francisco, CA for you." });
    const toolUseId = 'tooluse_Zsi5nODkqYT50BEZ9GG8ud';
    expect(use).toEqual({ type: 'tool_use', toolUseId, name: 'get_weather', input: WEATHER });
    expect(result).toMatchObject({ type: 'tool_result', toolUseId, ok: true, content: { celsius: 17 } });
    expect(run.requests[1]?.messages.slice(1).map(({ role }) => role)).toEqual(['assistant', 'user']);
    expect(run.usage).toMatchObject({ inputTokens: 446 + 13, outputTokens: 76 + 82 });
  });

  it('continues after a response that is only a tool call', async () => {
    const run = await replay(['tool-alone', 'text']);
    expect(typesOf(kept(run))).toBe('tool_use tool_result text');
    expect(kept(run)[0]).toMatchObject({ input: WEATHER });
  });

  it('runs two tool calls of one response and returns both results in one message', async () => {
    const run = await replay(['two-tools-at-once', 'text']);
    expect(typesOf(kept(run))).toBe('text tool_use tool_use tool_result tool_result text');
    const ids = ['tooluse_JZ11QcxSQ3m3xacMQKVIKw', 'tooluse_-hxBEEwGRc-VQqC2i7SFqg'];
    const [, seattle, francisco, ...results] = kept(run);
    expect([seattle, francisco]).toMatchObject([
      { toolUseId: ids[0], name: 'get_current_weather', input: { location: 'Seattle' } },
      { toolUseId: ids[1], name: 'get_current_weather', input: { location: 'San Francisco' } },
    ]);
    expect(results.slice(0, 2)).toMatchObject(ids.map((toolUseId) => ({ toolUseId, ok: true })));
    expect(run.requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  });

  it('yields the whole list of a tool input that came in nineteen pieces', async () => {
    const [use] = kept(await replay(['tool-in-many-pieces', 'text']));
    const cities = [
      'Tokyo',
      'Osaka',
      'Kyoto',
      'Hiroshima',
      'Nara',
      'Yokohama',
      'Sapporo',
      'Fukuoka',
      'Sendai',
      'Nagoya',
    ];
    expect(use).toMatchObject({ name: 'get_cities_list', input: { cities } });
  });

  it('keeps the text of a response cut by max_tokens and reports that stop reason', async () => {
    const { production } = await replay(['cut-by-max-tokens']);
    expect(production).toMatchObject({
      text: expect.stringMatching(/I am here and ready to assist$/),
      stopReason: 'max_tokens',
    });
  });

  it('reads a tool call of another model whose input came in one piece', async () => {
    const run = await replay(['text-then-tool', 'text']);
    expect(typesOf(kept(run))).toBe('text tool_use tool_result text');
    expect(kept(run)[1]).toMatchObject({ name: 'get_temperature', input: { city: 'Paris' } });
  });

  it('shows a thought and keeps it with its signature and its model', async () => {
    const run = await replay(['thought']);
    const [thought, text] = kept(run);
    expect(thought).toEqual({
      type: 'reasoning',
      text: expect.stringMatching(/^The user has greeted me with a simple "Hello"\..{140,}$/s),
      signature: expect.stringMatching(/^[\w+/=]{496}$/),
      model: 'recorded',
    });
    expect(text).toMatchObject({ text: expect.stringMatching(/^Hello! .+\?$/) });
    expect(shown(run.events)).toContain('Hello!');
    expect(run.events.some(({ type }) => type === 'thinking')).toBe(true);
  });

  it('keeps redacted thoughts unchanged without showing them', async () => {
    const run = await replay(['thought-redacted']);
    expect(typesOf(kept(run))).toBe('redacted_reasoning redacted_reasoning text');
    const bytes = kept(run).flatMap((block) => (block.type === 'redacted_reasoning' ? [block.data.length] : []));
    expect(bytes.reduce((sum, length) => sum + length, 0)).toBe(1_832);
    expect(run.events.every(({ type }) => type === 'chunk')).toBe(true);
  });

  it('drops an empty text block because models refuse one in the history', async () => {
    const run = await replay(['empty-text-first']);
    expect(typesOf(kept(run))).toBe('reasoning text');
    expect(run.production?.text).toBe('Hello! How can I help you today?');
  });

  it('keeps the text of a response with citations and drops the citations', async () => {
    const run = await replay(['citations']);
    expect(run.production?.text).toBe(
      'Employees receive 20 days annual leave. For further details, consult with your manager.',
    );
    expect(storedText(run.production as NonNullable<typeof run.production>)).toBe(run.production?.text);
  });

  it.each([1, 7, 64, 1_000])('gives the same result when the response arrives in pieces of %i bytes', async (size) => {
    const names = ['tool-in-pieces', 'thought'] as const;
    const [inPieces, atOnce] = [await replay(names, () => size), await replay(names)];
    expect(kept(inPieces)).toEqual(kept(atOnce));
    expect(inPieces.usage).toEqual(atOnce.usage);
  });
});
