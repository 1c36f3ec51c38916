import { expect, it } from 'vitest';
import type { ContentBlock, ChatMessage as StoredMessage } from '#contract/game-chat';
import { aborted, completed, started, TURN } from '../testing/turn-fixtures.ts';
import { NO_OWN_STATE } from './coach-descriptor.ts';
import { loadedMessages } from './loaded-messages.ts';
import { createReducer } from './reduce-session.ts';
import { type ChatMessage, emptySession } from './session-state.ts';

let count = 0;
const stored = (role: 'user' | 'assistant', blocks: readonly ContentBlock[], more: Partial<StoredMessage> = {}) => ({
  messageId: `m${++count}`,
  role,
  content: blocks.map((block) => (block.type === 'text' ? block.text : '')).join(''),
  contentBlocks: [...blocks],
  turnId: TURN,
  createdAt: '2026-11-21T10:00:00.000Z',
  ...more,
});
const text = (words: string): ContentBlock => ({ type: 'text', text: words });
const thought = (words: string): ContentBlock => ({ type: 'reasoning', text: words, signature: 's' });
const use = (toolUseId: string, name = 'get_recent_games'): ContentBlock => ({
  type: 'tool_use',
  toolUseId,
  name,
  input: {},
});
const result = (toolUseId: string, ok = true): ContentBlock => ({
  type: 'tool_result',
  toolUseId,
  ok,
  content: {},
  summary: `what ${toolUseId} found`,
  durationMs: 240,
});

const shown = (messages: readonly StoredMessage[], runningTurnId?: string) => loadedMessages(messages, runningTurnId);

it('shows a question in one bubble, and its answer with thoughts, preambles and tools in another', () => {
  const [question, answer, ...rest] = shown([
    stored('user', [text('How am I doing?')]),
    stored('assistant', [thought('Look first.'), text('Let me look.'), use('a'), use('b', 'get_stats_by_mode')]),
    stored('user', [result('a'), result('b', false)]),
    stored('assistant', [thought('Two wins.'), text('You won two.')]),
  ]);

  expect(rest).toEqual([]);
  expect(question).toMatchObject({ role: 'user', text: 'How am I doing?', state: 'done' });
  expect(answer).toMatchObject({
    role: 'assistant',
    text: 'You won two.',
    preambles: [{ step: 1, text: 'Let me look.' }],
    thinking: [
      { step: 1, text: 'Look first.' },
      { step: 2, text: 'Two wins.' },
    ],
    tools: [
      { toolUseId: 'a', state: 'ok', step: 1 },
      { toolUseId: 'b', state: 'failed', step: 1, name: 'get_stats_by_mode' },
    ],
  });
});

it('makes the same bubbles from stored messages as the reducer makes from events', () => {
  const look = {
    type: 'tool',
    toolUseId: 'a',
    name: 'get_recent_games',
    label: 'get_recent_games',
    input: {},
  } as const;
  const live = [
    { type: 'turn_sent', turnId: TURN, message: { text: 'Hi' }, createdAt: '' } as const,
    started(),
    { type: 'chunk', text: 'Let me look.', step: 1 } as const,
    { ...look, step: 1 },
    { type: 'tool_result', toolUseId: 'a', ok: true, summary: 'what a found', durationMs: 240, step: 1 } as const,
    { type: 'thinking', text: 'Well.', step: 2 } as const,
    { type: 'chunk', text: 'Two ', step: 2 } as const,
    completed('Two wins.'),
  ].reduce(createReducer(NO_OWN_STATE), emptySession({})).messages;
  const read = shown([
    stored('user', [text('Hi')]),
    stored('assistant', [text('Let me look.'), use('a')]),
    stored('user', [result('a')]),
    stored('assistant', [thought('Well.'), text('Two wins.')]),
  ]);

  const essence = ({ key, text: words, preambles, thinking, tools }: ChatMessage) => ({
    key,
    words,
    preambles,
    thinking,
    tools,
  });
  expect(read.map(essence)).toEqual(live.map(essence));
});

it('shows a tool whose stored result has no summary and no duration', () => {
  const plain = { type: 'tool_result', toolUseId: 'a', ok: true, content: {} } as const;
  const [answer] = shown([stored('assistant', [use('a')]), stored('user', [plain])]);

  expect(answer?.tools).toEqual([
    { toolUseId: 'a', name: 'get_recent_games', label: 'get_recent_games', step: 1, state: 'ok' },
  ]);
});

it('keeps turns apart, and shows messages without blocks', () => {
  const messages = shown([
    stored('user', [], { content: 'One', turnId: 'a' }),
    stored('assistant', [], { content: 'First', turnId: 'a' }),
    stored('user', [], { content: 'Two', turnId: 'b' }),
    stored('assistant', [], { content: 'Half', turnId: 'b', partial: true }),
  ]);

  expect(messages.map(({ role, text: words, state }) => `${role} ${state}: ${words}`)).toEqual([
    'user done: One',
    'assistant done: First',
    'user done: Two',
    'assistant partial: Half',
  ]);
  expect(new Set(messages.map(({ key }) => key)).size).toBe(4);
});

it('keeps questions and answers apart when they have no turn id', () => {
  const unnamed = [
    stored('user', [text('One')]),
    stored('assistant', [text('First')]),
    stored('user', [text('Two')]),
    stored('assistant', [text('Second')]),
  ].map(({ turnId: _, ...message }) => message);

  expect(shown(unnamed).map((message) => message.text)).toEqual(['One', 'First', 'Two', 'Second']);
});

it('shows a question that was stopped before its answer as the reducer does', () => {
  const asked = { ...stored('user', [text('One')]), turnStatus: 'aborted' as const };
  const reduce = createReducer(NO_OWN_STATE);
  const sent = { type: 'turn_sent', turnId: TURN, message: { text: 'One' }, createdAt: asked.createdAt } as const;
  const { messages } = [sent, started(), aborted('')].reduce(reduce, emptySession({}));

  expect(shown([asked])).toEqual(messages);
  expect(messages.map(({ state }) => state)).toEqual(['partial']);
});

it('marks a question as pending while its turn runs, and as failed when it has no answer', () => {
  const asked = [stored('user', [text('One')], { turnId: 'a' }), stored('user', [text('Two')], { turnId: 'b' })];

  expect(shown(asked, 'b').map(({ state }) => state)).toEqual(['failed', 'pending']);
});

it('shows the pictures of a question, and no pictures or redacted thoughts of an answer', () => {
  const picture = { type: 'image', key: 'a.png' } as ContentBlock;
  const [question, answer] = shown([
    stored('user', [picture, text('Look')]),
    stored('assistant', [{ type: 'redacted_reasoning', data: 'x' } as ContentBlock, text('Nice.')]),
  ]);
  expect(question).toMatchObject({ text: 'Look', images: ['a.png'] });
  expect(answer).toMatchObject({ text: 'Nice.', images: [], thinking: [], createdAt: '2026-11-21T10:00:00.000Z' });
});

it('shows a stopped answer of several messages as partial, and one with an open tool as running no more', () => {
  const [question, answer] = shown([
    stored('user', [text('How?')], { turnStatus: 'aborted' }),
    stored('assistant', [text('Let me look.'), use('a')]),
    stored('user', [result('a')]),
    stored('assistant', [text('You')], { partial: true }),
  ]);
  expect(question?.state).toBe('done');
  expect(answer).toMatchObject({ text: 'You', state: 'partial', preambles: [{ step: 1, text: 'Let me look.' }] });
});

it('gives bubbles of messages without a turn the ids of their messages, which a reload keeps', () => {
  const unnamed = [stored('assistant', [text('Hello')]), stored('user', [text('Hi')])].map(
    ({ turnId: _, ...message }) => message,
  );
  expect(shown(unnamed).map(({ key }) => key)).toEqual(unnamed.map(({ messageId }) => messageId));
});

it('begins an answer of another turn in a new bubble', () => {
  const messages = shown([
    stored('assistant', [text('One')], { turnId: 'a' }),
    stored('assistant', [text('Two')], { turnId: 'b' }),
    stored('assistant', [text(' more')], { turnId: 'b' }),
  ]);
  expect(messages.map(({ role, text: words, turnId }) => [role, words, turnId])).toEqual([
    ['assistant', 'One', 'a'],
    ['assistant', 'Two more', 'b'],
  ]);
});
