import type { ModelMessage } from '#ports/model';
import type { MessageRecord } from '#ports/turns';

/**
 * What the model is told of the past: turns that completed, whole ones only. A message whose turn failed or was stopped
 * stays visible to the person and out of the prompt, and so does the half of a turn at the window's edge.
 */
export function completedTurns(window: readonly MessageRecord[]): readonly MessageRecord[] {
  const asked = new Set(window.filter(isQuestion).map(({ turnId }) => turnId));
  const answered = new Set(
    window.filter(({ role, partial }) => role === 'assistant' && !partial).map(({ turnId }) => turnId),
  );
  return window.filter(({ turnId }) => turnId !== undefined && asked.has(turnId) && answered.has(turnId));
}

/** What the person wrote: results of tools go by the same role. */
const isQuestion = ({ role, content }: MessageRecord): boolean =>
  role === 'user' && content.every(({ type }) => type !== 'tool_result');

/** The conversation as models want it: from the person on, ending with the new message. */
export const conversation = (history: readonly MessageRecord[], message: ModelMessage): readonly ModelMessage[] => [
  ...history.map(({ role, content }) => ({ role, content })),
  message,
];
