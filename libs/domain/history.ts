import { isBlank } from '#contract/text';
import { type ContentBlock, isThought, type ModelMessage } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';

/** Mark the answer of a turn that the person stopped. */
const STOPPED_HERE = '[The person stopped this answer here.]';
const STOPPED_AT_ONCE = '[The person stopped this answer before its first word.]';

/**
 * What a model is told of the past: completed turns whole, with their blocks; of a stopped turn the person's message
 * and the text that was shown, marked; of every other turn nothing. Starts with the user, and roles alternate, so the
 * message of a turn that was stopped before any text is in front of the next one, in one message.
 *
 * @param window - Oldest first. A turn whose beginning is not in it is left out.
 */
export function historyOf(window: readonly MessageRecord[]): readonly ModelMessage[] {
  const turns = Map.groupBy(window, ({ turnId }) => turnId);
  turns.delete(undefined); // the greeting
  return alternating([...turns.values()].flatMap(toldOf));
}

/** The history with the message to answer at its end. */
export const conversation = (history: readonly ModelMessage[], message: ModelMessage): readonly ModelMessage[] =>
  alternating([...history, message]);

/** The history for a caller that adds the message to answer by itself: it ends with an answer. */
export const answered = (history: readonly ModelMessage[]): readonly ModelMessage[] =>
  history.at(-1)?.role === 'user'
    ? [...history, { role: 'assistant', content: [{ type: 'text', text: STOPPED_AT_ONCE }] }]
    : history;

function toldOf(messages: readonly MessageRecord[]): readonly ModelMessage[] {
  const turn = messages.filter(saysAnything);
  const [first] = turn;
  if (!first || !isQuestion(first) || first.turnStatus === 'failed') return [];
  if (isStopped(messages)) return stopped(turn);
  const isCompleted = messages.at(-1)?.role === 'assistant';
  return isCompleted ? turn : [];
}

const isStopped = (turn: readonly MessageRecord[]): boolean =>
  turn.some(({ turnStatus, partial }) => turnStatus === 'aborted' || partial === true);

/** Without thoughts, whose signature covers blocks that are missing, and without tools, which may have no result. */
function stopped(turn: readonly MessageRecord[]): readonly ModelMessage[] {
  const answers = turn.filter(({ role }) => role === 'assistant').map(textOf);
  const texts = [answers.filter((text) => !isBlank(text)).join('\n\n'), STOPPED_HERE];
  const content = texts.map((text): ContentBlock => ({ type: 'text', text }));
  const questions = turn.filter(isQuestion);
  return texts[0] === '' ? questions : [...questions, { role: 'assistant', content }];
}

const textOf = ({ content }: MessageRecord): string =>
  content.map((block) => (block.type === 'text' ? block.text : '')).join('');

/** What the person wrote. Results of tools have the same role. */
const isQuestion = ({ role, content }: MessageRecord): boolean =>
  role === 'user' && content.every(({ type }) => type !== 'tool_result');

/** Models refuse a message that has only blank text or only thoughts. */
const saysAnything = ({ content }: MessageRecord): boolean =>
  content.some((block) => (block.type === 'text' ? !isBlank(block.text) : !isThought(block)));

export const withoutThoughts = ({ role, content }: ModelMessage): ModelMessage => ({
  role,
  content: content.filter((block) => !isThought(block)),
});

/** Joins neighbouring messages of one role. */
function alternating(messages: readonly ModelMessage[]): readonly ModelMessage[] {
  const joined: ModelMessage[] = [];
  for (const { role, content } of messages) {
    const last = joined.at(-1);
    if (last?.role === role) joined.splice(-1, 1, { role, content: [...last.content, ...content] });
    else joined.push({ role, content });
  }
  return joined;
}
