import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createGameTools } from '#domain/game-coach/tools/tools';
import type { Tool } from '#domain/tool';
import type { Json } from '#ports/model';
import type { ModelStep } from '#testing/scripted-model';
import { actionTool, reportTool } from '#testing/simulation/production-world';
import { createWorld, HELLO } from '#testing/simulation/turn-world';

/** Nothing that a model, a tool or a person writes is refused by storage, or by the model when it comes back. */

/** A turn of the game coach, and everything that became of it. */
async function play(scripts: readonly (readonly ModelStep[])[], more: readonly Tool[] = []) {
  let tools: readonly Tool[] = more;
  const world = await createWorld([...scripts, HELLO], {
    limits: { maxTokens: 100, maxSteps: 4, windowMessages: 20, turnLimit: null, idleMs: null },
    prompt: () => ({ systemStatic: 'static', systemDynamic: 'dynamic', tools }),
  });
  tools = [...createGameTools({ games: createDynamoGames(world.storage) }), ...more];
  const live = await world.ask(world.request(1));
  const modelCalls = world.model.calls.length;
  const replay = await world.ask(world.request(1));
  await world.ask(world.request(2, 'And now?'));
  const asked = world.model.calls.map(({ request }) => request.messages);
  return { ...live, replay: replay.events, modelCalls, asked, told: asked.at(-1) ?? [], notes: world.items('NOTE#') };
}

const textOf = (events: readonly { readonly type: string }[]) =>
  events.map((event) => ('text' in event && event.type === 'chunk' ? event.text : '')).join('');
const use = (name: string, input: Json, toolUseId = 'tool-1'): ModelStep => ({ tool: { name, input, toolUseId } });
const halfOf = (text: string) => JSON.stringify(text).match(/\\ud[89a-f]../i);

describe('text of a model', () => {
  it.each([
    [
      'makes half of a surrogate pair U+FFFD',
      [{ text: 'Great save \ud83d keep going' }],
      'Great save \ufffd keep going',
    ],
    [
      'a pair that is cut between two deltas stays a pair',
      [{ text: 'Nice \ud83d' }, { text: '\ude00 shot' }],
      'Nice 😀 shot',
    ],
    ['a half at the end becomes U+FFFD', [{ text: 'Nice \ud83d' }], 'Nice \ufffd'],
    [
      'makes a half before a thought U+FFFD',
      [{ text: 'Nice \ud83d' }, { reasoning: 'hm' }, { text: '!' }],
      'Nice \ufffd!',
    ],
    [
      'a pair with an empty delta between its halves stays a pair',
      [{ text: '\ud83d' }, { text: '' }, { text: '\ude00' }],
      '😀',
    ],
  ])('keeps the text of a model well-formed, live and stored: %s', async (_, steps, text) => {
    const { events, replay, modelCalls, told } = await play([steps]);
    expect(events.at(-1)).toMatchObject({ type: 'complete', aiResponse: text });
    expect([textOf(events), textOf(replay), modelCalls]).toEqual([text, text, 1]);
    expect(told[1]?.content.map((block) => (block.type === 'text' ? block.text : '')).join('')).toBe(text);
  });
});

describe('a thought of a model', () => {
  it('shows a thought with U+FFFD for half of a surrogate pair and leaves it, as it is signed, out of the history', async () => {
    const { events, modelCalls, told } = await play([[{ reasoning: 'hmm \udc00 yes' }, { text: 'ok' }]]);
    expect(events).toContainEqual({ type: 'thinking', text: 'hmm \ufffd yes', step: 1 });
    expect([events.at(-1)?.type, modelCalls]).toEqual(['complete', 1]);
    expect(told[1]?.content).toEqual([{ type: 'text', text: 'ok' }]);
  });

  it('sends a signed thought whose surrogate pair is cut between two deltas back in the loop of its tools', async () => {
    const thought: ModelStep[] = [{ reasoning: 'a \ud83d' }, { reasoning: '\ude00' }];
    const { asked } = await play([[...thought, use('get_rank_benchmarks', { rank: 'Gold I' })], [{ text: 'ok' }]]);
    expect(asked[1]?.at(-2)?.content[0]).toEqual({ type: 'reasoning', text: 'a 😀', signature: 'signed' });
  });
});

describe('a tool call of a model', () => {
  it('runs a tool with U+FFFD for half of a surrogate pair in its input', async () => {
    const { events, modelCalls, notes } = await play([
      [use('save_coaching_note', { content: 'note \ud83d x', category: 'goal' })],
    ]);
    expect([events.at(-1)?.type, modelCalls]).toEqual(['complete', 2]);
    expect(notes).toMatchObject([{ content: 'note \ufffd x' }]);
  });

  it.each(['constructor', '__proto__', 'toString', '', 'half \ud83d'])(
    'answers the unknown key %j with an error and tells the model the input as it wrote it',
    async (key) => {
      const input = JSON.parse(`{"limit":5,${JSON.stringify(key)}:{"a":1}}`) as Json;
      const { events, modelCalls, told } = await play([[use('get_recent_games', input)]]);
      expect([events.at(-1)?.type, modelCalls]).toEqual(['complete', 2]);
      expect(events).toContainEqual(expect.objectContaining({ type: 'tool_result', ok: false }));
      const [call] = told[1]?.content ?? [];
      expect(call?.type === 'tool_use' && JSON.stringify(call.input)).toBe(
        JSON.stringify(input).replace('\\ud83d', '\ufffd'),
      );
    },
  );

  it.each<[string, Json]>([
    ['a number that storage cannot hold', { limit: 1e300 }],
    ['a tiny number', { limit: 1e-200 }],
    ['a number that is none in JSON', { limit: Number.POSITIVE_INFINITY }],
  ])('completes a turn with %s in the input of a tool', async (_, input) => {
    const { events, told } = await play([[use('get_recent_games', input)]]);
    expect(events.at(-1)?.type).toBe('complete');
    const [call] = told[1]?.content ?? [];
    expect(call?.type === 'tool_use' && call.input).toEqual(JSON.parse(JSON.stringify(input)));
  });

  it('runs a tool with null for an input that is nested too deeply', async () => {
    const input = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`) as Json;
    const { events, told } = await play([[use('get_recent_games', input)]]);
    expect(events.at(-1)?.type).toBe('complete');
    expect(told[1]?.content[0]).toMatchObject({ type: 'tool_use', input: null });
  });

  it('completes a turn with halves of surrogate pairs in the name and the id of a tool', async () => {
    const { events, told } = await play([[use('look\ud83d', {}, 'id\udc00'), { text: 'One moment.' }]]);
    expect(events.at(-1)?.type).toBe('complete');
    expect(told[1]?.content[0]).toMatchObject({ type: 'tool_use', name: 'look\ufffd', toolUseId: 'id\ufffd' });
  });
});

describe('a result of a tool', () => {
  it.each<[string, Json]>([
    ['halves of surrogate pairs', { 'key \ud83d': ['value \udc00'] }],
    ['keys that a store’s client gives a meaning to', JSON.parse('{"constructor":{"a":1},"__proto__":2}') as Json],
  ])('stores the result of a tool and tells it to the model with %s', async (_, content) => {
    const find = actionTool('find', async () => ({ ok: true, content, summary: 'found \ud83d' }));
    const { events, told } = await play([[use('find', {})]], [find]);
    expect(events.at(-1)?.type).toBe('complete');
    expect(events).toContainEqual(expect.objectContaining({ type: 'tool_result', summary: 'found \ufffd' }));
    const [result] = told[2]?.content ?? [];
    const expected = JSON.stringify(content).replace(/\\ud\w\w\w/g, '\ufffd');
    expect(result?.type === 'tool_result' && JSON.stringify(result.content)).toBe(expected);
  });
});

/** Text around the surrogates, so that about half of all characters are halves of pairs. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0xd7f0, max: 0xe010 }), fc.integer({ min: 0x20, max: 0x7e })), { maxLength: 6 })
  .map((units) => String.fromCharCode(...units));
const anyJson: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    anyText,
    fc.double(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 2 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor', 'toString')), tie('value')), {
      maxLength: 3,
    })
    .map((entries) => Object.fromEntries(entries) as Json),
})).value;
const anyStep: fc.Arbitrary<ModelStep> = fc.oneof(
  anyText.map((text) => ({ text })),
  anyText.map((reasoning) => ({ reasoning })),
  fc
    .tuple(fc.oneof(anyText, fc.constantFrom('find', 'note', 'save_coaching_note')), anyJson, anyText)
    .map(([name, input, id]) => use(name, input, id)),
);

it('completes a turn and tells well-formed history, whatever a model and its tools write', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 6 }), anyJson, async (steps, found) => {
      const find = actionTool('find', async () => ({ ok: true, content: found, summary: String(found) }));
      const { events, replay, told } = await play([[...steps, { text: 'So.' }]], [find, reportTool('note')]);
      expect(events.at(-1)?.type).toBe('complete');
      expect(replay).toEqual(JSON.parse(JSON.stringify(events)));
      expect(halfOf(JSON.stringify(told))).toBeNull();
      expect(halfOf(JSON.stringify(events))).toBeNull();
    }),
    { numRuns: 60 },
  );
});
