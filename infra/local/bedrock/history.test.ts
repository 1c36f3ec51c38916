import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toConverseRequest } from '#adapters/bedrock/converse-request';
import type { ContentBlock, Json, ModelMessage, ModelRequest } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { completedTurns, conversation } from '#services/turn/history';
import { withoutTools } from '#services/turn/without-tools';
import { checkConverse } from './check-converse.ts';
import { parseConverseBody } from './converse-body.ts';

/** Bedrock accepts every window of every history, wherever the window begins. */

const traits = { forcedTool: true, reasoning: true, cacheMinTokens: 1_024 };

const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const word = fc.constantFrom('Hello.', ' Gold I\n', 'ü👟', '[It found: {}]');
const text: fc.Arbitrary<ContentBlock> = word.map((said) => ({ type: 'text', text: said }));
/** Models sometimes send blank text beside other blocks. */
const looseText = fc.oneof(text, fc.constantFrom<ContentBlock>({ type: 'text', text: '\n' }));
const thought = fc.constantFrom<ContentBlock>(
  { type: 'reasoning', text: 'Hm.', signature: 'c2ln' },
  { type: 'reasoning', text: '', signature: 'c2ln' },
  { type: 'reasoning', text: 'broken off' },
  { type: 'redacted_reasoning', data: 'c2VjcmV0' },
);
const maybe = (block: fc.Arbitrary<ContentBlock>) => fc.array(block, { maxLength: 1 });
const joined = (...parts: fc.Arbitrary<readonly ContentBlock[]>[]) =>
  fc.tuple(...parts).map((blocks) => blocks.flat()) as fc.Arbitrary<readonly ContentBlock[]>;

const call = fc.record({
  name: fc.constantFrom('get_recent_games', 'functions.get', ''),
  input: json,
  ok: fc.boolean(),
  found: json,
});
/** A step of a tool loop: the model's message and the tool results. */
const step = fc
  .tuple(joined(maybe(thought), maybe(looseText)), fc.array(call, { minLength: 1, maxLength: 3 }))
  .map(([before, calls]): readonly ModelMessage[] => {
    const named = calls.map((one, place) => ({ ...one, toolUseId: `tooluse_${place}` }));
    const uses = named.map(({ toolUseId, name, input }) => ({ type: 'tool_use' as const, toolUseId, name, input }));
    const results = named.map(({ toolUseId, ok, found }) => ({
      type: 'tool_result' as const,
      toolUseId,
      ok,
      content: found,
    }));
    return [
      { role: 'assistant', content: [...before, ...uses] },
      { role: 'user', content: results },
    ];
  });
const steps = fc.array(step, { maxLength: 4 }).map((all) => all.flat());
const question = joined(
  fc.array(text, { minLength: 1, maxLength: 1 }),
  maybe(fc.constant({ type: 'image', key: 'a.png' })),
);
const answer = joined(
  maybe(thought),
  maybe(looseText),
  text.map((block) => [block]),
);

type Fate = 'completed' | 'failed' | 'stopped';
interface Turn {
  readonly fate: Fate;
  readonly messages: readonly ModelMessage[];
}
/** Turns as they are stored. A failed turn has only its question; a stopped one has a partial answer, marked as such. */
const turn: fc.Arbitrary<Turn> = fc
  .record({ fate: fc.constantFrom<Fate>('completed', 'completed', 'failed', 'stopped'), question, steps, answer })
  .map(({ fate, ...said }) => {
    const asked: ModelMessage = { role: 'user', content: said.question };
    const answered: ModelMessage = { role: 'assistant', content: said.answer };
    if (fate === 'failed') return { fate, messages: [asked] };
    return { fate, messages: fate === 'stopped' ? [asked, answered] : [asked, ...said.steps, answered] };
  });

const greeting: ModelMessage = { role: 'assistant', content: [{ type: 'text', text: 'Welcome.' }] };

function recordsOf(turns: readonly Turn[], isGreeted: boolean): readonly MessageRecord[] {
  const stored = turns.flatMap(({ fate, messages }, number) =>
    messages.map((message) => ({
      ...message,
      turnId: `turn-${number}`,
      ...(fate === 'stopped' && message.role === 'assistant' && { partial: true }),
    })),
  );
  return [...(isGreeted ? [greeting] : []), ...stored].map((message, seq) => ({
    ...message,
    messageId: `message-${seq}`,
    seq,
    createdAt: '2026-11-21T10:00:00.000Z',
  }));
}

const requestOf = (messages: readonly ModelMessage[]): ModelRequest => ({
  role: 'main',
  systemStatic: 'You are a coach.',
  systemDynamic: '',
  messages,
  tools: [{ name: 'get_recent_games', description: '', inputSchema: { type: 'object' } }],
  maxTokens: 4_096,
  thinkingTokens: 1_024,
});

/** @throws {WireException} as Bedrock would. */
function send(request: ModelRequest): void {
  const wire: unknown = JSON.parse(JSON.stringify(toConverseRequest(request, { modelId: 'main', traits })));
  checkConverse(parseConverseBody(wire));
}

const conversations = fc.record({
  turns: fc.array(turn, { maxLength: 6 }),
  isGreeted: fc.boolean(),
  loop: steps,
});

it('accepts every window of every history, in a running tool loop and without tools', () => {
  fc.assert(
    fc.property(conversations, ({ turns, isGreeted, loop }) => {
      const records = recordsOf(turns, isGreeted);
      const message: ModelMessage = { role: 'user', content: [{ type: 'text', text: 'And now?' }] };
      for (let size = 0; size <= records.length; size += 1) {
        const window = records.slice(records.length - size);
        const messages = [...conversation(completedTurns(window), message), ...loop];
        send(requestOf(messages));
        send(withoutTools(requestOf(messages)));
      }
    }),
    { numRuns: 300 },
  );
});

it('receives exactly the completed turns that are whole in the window', () => {
  fc.assert(
    fc.property(conversations, ({ turns, isGreeted }) => {
      const records = recordsOf(turns, isGreeted);
      for (let size = 0; size <= records.length; size += 1) {
        const from = records.length - size;
        const isWhole = (number: number) => records.findIndex(({ turnId }) => turnId === `turn-${number}`) >= from;
        const whole = turns.flatMap(({ fate, messages }, number) =>
          fate === 'completed' && isWhole(number) ? messages.map(({ content }) => content) : [],
        );
        expect(completedTurns(records.slice(from)).map(({ content }) => content)).toEqual(whole);
      }
    }),
    { numRuns: 300 },
  );
});
