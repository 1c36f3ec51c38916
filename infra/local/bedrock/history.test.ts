import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toConverseRequest } from '#adapters/bedrock/converse-request';
import { isBlank } from '#contract/text';
import { answered, conversation, historyOf } from '#domain/history';
import type { ContentBlock, Json, ModelMessage, ModelRequest } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { withoutTools } from '#services/turn/without-tools';
import { checkConverse } from './check-converse.ts';
import { parseConverseBody } from './converse-body.ts';

/** Whatever happened in a conversation and wherever its window is cut, the model accepts what it is told of it. */

const traits = { forcedTool: true, reasoning: 'budget', bindsThoughts: false, cacheMinTokens: 1_024 } as const;

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

/** `loop`: aborted by an external loop, with whatever messages it had. */
type Fate = 'completed' | 'failed' | 'stopped' | 'silent' | 'loop' | 'running';
interface Turn {
  readonly fate: Fate;
  readonly messages: readonly ModelMessage[];
}

/** Nothing that a model accepts by itself: an external loop may record it. */
const empty = fc.constantFrom<readonly ContentBlock[]>(
  [{ type: 'text', text: ' ' }],
  [{ type: 'text', text: '\u200b' }],
  [{ type: 'reasoning', text: 'broken off' }],
);

/** Turns as they are stored. */
const turn: fc.Arbitrary<Turn> = fc
  .record({
    fate: fc.constantFrom<Fate>('completed', 'completed', 'failed', 'stopped', 'silent', 'loop', 'running'),
    question: fc.oneof({ weight: 9, arbitrary: question }, empty),
    steps,
    answer: fc.oneof({ weight: 9, arbitrary: answer }, empty),
    again: fc.boolean(),
  })
  .map(({ fate, question: asked, steps: loop, answer: answers, again }) => {
    const questions: ModelMessage[] = [{ role: 'user', content: asked }];
    if (again) questions.push({ role: 'user', content: [{ type: 'text', text: 'Please.' }] });
    const last: ModelMessage = { role: 'assistant', content: answers };
    switch (fate) {
      case 'completed':
        return { fate, messages: [...questions, ...loop, last] };
      case 'stopped':
        return {
          fate,
          messages: [...questions.slice(0, 1), { role: 'assistant', content: [{ type: 'text', text: 'Half' }] }],
        };
      case 'loop':
        return { fate, messages: [...questions, ...loop, ...(again ? [last] : [])].slice(again ? 0 : 1) };
      default:
        return { fate, messages: questions.slice(0, 1) };
    }
  });

const greeting: ModelMessage = { role: 'assistant', content: [{ type: 'text', text: 'Welcome.' }] };

const STATUS: Partial<Record<Fate, 'aborted' | 'failed'>> = {
  failed: 'failed',
  stopped: 'aborted',
  silent: 'aborted',
  loop: 'aborted',
};

function recordsOf(turns: readonly Turn[], isGreeted: boolean): readonly MessageRecord[] {
  const stored = turns.flatMap(({ fate, messages }, number) =>
    messages.map((message) => ({
      ...message,
      turnId: `turn-${number}`,
      ...(STATUS[fate] && { turnStatus: STATUS[fate] }),
      ...(STATUS[fate] === 'aborted' && message.role === 'assistant' && { partial: true }),
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

it('accepts every window of every history, also in a running loop of tools and without tools', () => {
  fc.assert(
    fc.property(conversations, ({ turns, isGreeted, loop }) => {
      const records = recordsOf(turns, isGreeted);
      const message: ModelMessage = { role: 'user', content: [{ type: 'text', text: 'And now?' }] };
      for (let size = 0; size <= records.length; size += 1) {
        const history = historyOf(records.slice(records.length - size));
        const messages = [...conversation(history, message), ...loop];
        send(requestOf(messages));
        send(withoutTools(requestOf(messages)));
        send(requestOf([...answered(history), message]));
      }
    }),
    { numRuns: 200 },
  );
});

type Told = readonly { readonly role: string; readonly content: readonly ContentBlock[] }[];

const isShown = (block: ContentBlock) => block.type !== 'text' || !isBlank(block.text);
/** Messages of more than blank text and thoughts. */
const sayingAnything = (messages: Told): Told =>
  messages.filter(({ content }) => content.filter(isShown).some(({ type }) => type !== 'reasoning'));
const blocksOf = (messages: Told) => sayingAnything(messages).flatMap(({ content }) => content.filter(isShown));

it('tells the model all blocks of completed turns, and no thoughts and no tools of others', () => {
  fc.assert(
    fc.property(conversations, ({ turns, isGreeted }) => {
      const told = blocksOf(historyOf(recordsOf(turns, isGreeted)));
      const completed = turns.filter(({ fate }) => fate === 'completed').map(({ messages }) => messages);
      for (const messages of completed) {
        const [first] = sayingAnything(messages);
        const hasQuestion = first?.role === 'user' && first.content.every(({ type }) => type !== 'tool_result');
        if (hasQuestion) expect(told).toEqual(expect.arrayContaining([...blocksOf(messages)]));
      }
      const thoughtsAndTools = told.filter(({ type }) => type !== 'text' && type !== 'image');
      expect(blocksOf(completed.flat())).toEqual(expect.arrayContaining([...thoughtsAndTools]));
    }),
    { numRuns: 200 },
  );
});
