import type { CreatorSessionWithMessages, SessionMessage } from '#contract/creator-session-responses';
import type { LoadedSession } from './local-action.ts';
import { answerKey, messageOf, userKey } from './reduce-answer.ts';
import type { ChatMessage } from './session-state.ts';

/** The same bubble whether it was read or came by events. */
export function keyOf({ messageId, role, turnId }: Pick<SessionMessage, 'messageId' | 'role' | 'turnId'>): string {
  if (turnId === undefined) return messageId;
  return role === 'user' ? userKey(turnId) : answerKey(turnId);
}

const bubbleOf = (message: SessionMessage): ChatMessage => {
  const { role, content, turnId, partial, createdAt } = message;
  return messageOf({
    key: keyOf(message),
    role,
    text: content,
    turnId,
    state: partial ? 'partial' : 'done',
    createdAt,
  });
};

/** A turn that left no answer failed, unless it is still running. */
export function withFailures(
  messages: readonly ChatMessage[],
  runningTurnId: string | undefined,
): readonly ChatMessage[] {
  const answered = new Set(messages.flatMap(({ role, turnId }) => (role === 'assistant' && turnId ? [turnId] : [])));
  return messages.map((message) => {
    const { role, turnId } = message;
    if (role !== 'user' || !turnId || answered.has(turnId)) return message;
    return { ...message, state: turnId === runningTurnId ? 'pending' : 'failed' };
  });
}

/** An interview as the API gives it, in the words of the reducer. */
export const loadedFrom = (session: CreatorSessionWithMessages): LoadedSession => ({
  type: 'session_loaded',
  messages: withFailures(session.messages.map(bubbleOf), session.activeTurnId),
  progress: session.progressDetails,
  readyToConfirm: session.phase === 'confirming',
  isComplete: session.isComplete,
  turnsUsed: session.turnsUsed,
  expiresAt: session.expiresAt,
});
