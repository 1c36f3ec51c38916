import type { ModelMessage } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';

/**
 * The history in the prompt: completed turns only. A message whose turn failed or was stopped stays visible to the user
 * but is left out of the prompt. So is a turn that the window cuts in half.
 */
export const completedTurns = (window: readonly MessageRecord[]): readonly MessageRecord[] =>
  [...Map.groupBy(window, ({ turnId }) => turnId)].flatMap(([turnId, messages]) =>
    turnId !== undefined && isWhole(messages) ? messages : [],
  );

/**
 * Starts with a question, ends with an answer, and alternates roles, because models reject anything else. An
 * orchestrator may have recorded something else.
 */
const isWhole = (turn: readonly MessageRecord[]): boolean =>
  turn[0] !== undefined &&
  isQuestion(turn[0]) &&
  turn.every(({ role }, place) => role === (place % 2 === 0 ? 'user' : 'assistant')) &&
  turn.at(-1)?.role === 'assistant' &&
  turn.at(-1)?.partial !== true;

/** A message that the user wrote. Tool results have the same role. */
const isQuestion = ({ role, content }: MessageRecord): boolean =>
  role === 'user' && content.every(({ type }) => type !== 'tool_result');

/** The conversation in the form that models accept: it starts with the user and ends with the new message. */
export const conversation = (history: readonly MessageRecord[], message: ModelMessage): readonly ModelMessage[] => [
  ...history.map(({ role, content }) => ({ role, content })),
  message,
];
