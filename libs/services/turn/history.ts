import type { ModelMessage } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';

/**
 * What the model is told of the past: turns that completed, whole ones only. A message whose turn failed or was stopped
 * stays visible to the person and out of the prompt, and so does the half of a turn at the window's edge.
 */
export const completedTurns = (window: readonly MessageRecord[]): readonly MessageRecord[] =>
  [...Map.groupBy(window, ({ turnId }) => turnId)].flatMap(([turnId, messages]) =>
    turnId !== undefined && isWhole(messages) ? messages : [],
  );

/** From a question to its answer, in turns: models refuse anything else. An orchestrator may have recorded otherwise. */
const isWhole = (turn: readonly MessageRecord[]): boolean =>
  turn[0] !== undefined &&
  isQuestion(turn[0]) &&
  turn.every(({ role }, place) => role === (place % 2 === 0 ? 'user' : 'assistant')) &&
  turn.at(-1)?.role === 'assistant' &&
  turn.at(-1)?.partial !== true;

/** What the person wrote: results of tools go by the same role. */
const isQuestion = ({ role, content }: MessageRecord): boolean =>
  role === 'user' && content.every(({ type }) => type !== 'tool_result');

/** The conversation as models want it: from the person on, ending with the new message. */
export const conversation = (history: readonly MessageRecord[], message: ModelMessage): readonly ModelMessage[] => [
  ...history.map(({ role, content }) => ({ role, content })),
  message,
];
