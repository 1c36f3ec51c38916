import { expect, it } from 'vitest';
import type { ContentBlock, ModelMessage } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { message } from '#testing/storage-fixtures';
import { answered, conversation, historyOf } from './history.ts';

const use: ContentBlock = { type: 'tool_use', toolUseId: 't', name: 'look', input: {} };
const result: ContentBlock = { type: 'tool_result', toolUseId: 't', ok: true, content: {} };
const thought: ContentBlock = { type: 'reasoning', text: 'Hm.', signature: 'signed' };
const text = (words: string): ContentBlock => ({ type: 'text', text: words });

type Fields = Partial<MessageRecord>;
const asks = (turnId: string, words: string, fields: Fields = {}) => message(0, words, { turnId, ...fields });
const answers = (turnId: string, content: readonly ContentBlock[], fields: Fields = {}) =>
  message(1, '', { turnId, role: 'assistant', content, ...fields });

const linesOf = (messages: readonly ModelMessage[]) =>
  messages.map(
    ({ role, content }) =>
      `${role}: ${content.map((block) => ('text' in block ? block.text : block.type)).join(' | ')}`,
  );
const history = (...window: MessageRecord[]) => linesOf(historyOf(window));

const stopped = { turnStatus: 'aborted', partial: true } as const;
const MARK = '[The person stopped this answer here.]';

it('tells a completed turn whole, with its thoughts, tool uses and results', () => {
  const window = [
    asks('a', 'My games?'),
    answers('a', [thought, use]),
    asks('a', '', { content: [result] }),
    answers('a', [text('You won.')]),
  ];
  expect(history(...window)).toEqual([
    'user: My games?',
    'assistant: Hm. | tool_use',
    'user: tool_result',
    'assistant: You won.',
  ]);
});

it.each<[string, readonly MessageRecord[]]>([
  ['that failed', [asks('a', 'Hi', { turnStatus: 'failed' })]],
  ['that runs or is parked', [asks('a', 'Hi')]],
  [
    'that ends with the result of a tool',
    [asks('a', 'My games?'), answers('a', [use]), asks('a', '', { content: [result] })],
  ],
  ['whose beginning is not in the window', [answers('a', [text('Welcome.')])]],
  [
    'whose first message in the window is a result of a tool',
    [asks('a', '', { content: [result] }), answers('a', [text('So.')])],
  ],
  ['that is no turn but a greeting', [message(0, 'Welcome.', { role: 'assistant' })]],
])('tells nothing of a turn %s', (_, window) => {
  expect(history(...window)).toEqual([]);
});

it('tells of a stopped turn the message and the text, marked, without thoughts and tools', () => {
  const answer = answers('a', [thought, text('Let me '), text('look.'), use], stopped);
  expect(history(asks('a', 'My games?', { turnStatus: 'aborted' }), answer)).toEqual([
    'user: My games?',
    `assistant: Let me look. | ${MARK}`,
  ]);
});

it('treats a turn with a partial message as stopped when its status is missing', () => {
  expect(history(asks('a', 'Hi'), answers('a', [text('Hel')], { partial: true }))).toEqual([
    'user: Hi',
    `assistant: Hel | ${MARK}`,
  ]);
});

it('joins the texts of all messages that an external loop gave to abort', () => {
  const window = [
    asks('a', 'My games?', { turnStatus: 'aborted' }),
    answers('a', [text('Let me look.'), use], stopped),
    asks('a', '', { content: [result], turnStatus: 'aborted' }),
    answers('a', [text('You')], stopped),
  ];
  expect(history(...window)).toEqual(['user: My games?', `assistant: Let me look.\n\nYou | ${MARK}`]);
});

it('puts the message of a turn that was stopped before any text in front of the next one', () => {
  const silent = [
    asks('a', 'First', { turnStatus: 'aborted' }),
    asks('b', 'Second', { turnStatus: 'aborted' }),
    answers('b', [thought, text('\u200b')], stopped),
  ];
  const done = [asks('c', 'Third'), answers('c', [text('Yes.')])];
  expect(history(...silent, ...done)).toEqual(['user: First | Second | Third', 'assistant: Yes.']);
  const next: ModelMessage = { role: 'user', content: [text('And now?')] };
  expect(linesOf(conversation(historyOf([...done, ...silent]), next))).toEqual([
    'user: Third',
    'assistant: Yes.',
    'user: First | Second | And now?',
  ]);
});

it('joins neighbouring messages of one role, which an external loop may have recorded', () => {
  const window = [asks('a', 'One'), asks('a', 'Two'), answers('a', [text('Yes.')]), answers('a', [text('And no.')])];
  expect(history(...window)).toEqual(['user: One | Two', 'assistant: Yes. | And no.']);
});

it('leaves out messages that say nothing', () => {
  const window = [asks('a', 'One'), answers('a', [text(' ')]), asks('b', '\u3164'), answers('b', [text('Two')])];
  expect(history(...window)).toEqual(['user: One']);
});

it('ends with an answer for a caller that adds the next message by itself', () => {
  const silent = historyOf([asks('a', 'First', { turnStatus: 'aborted' })]);
  expect(linesOf(answered(silent))).toEqual([
    'user: First',
    'assistant: [The person stopped this answer before its first word.]',
  ]);
  const done = historyOf([asks('c', 'Third'), answers('c', [text('Yes.')])]);
  expect(answered(done)).toBe(done);
  expect(answered([])).toEqual([]);
});
