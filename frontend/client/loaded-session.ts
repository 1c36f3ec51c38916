import type { CreatorSessionWithMessages, SessionMessage } from '#contract/creator-session-responses';
import type { LoadedSession } from './local-action.ts';
import { messageOf } from './reduce-answer.ts';
import type { ChatMessage } from './session-state.ts';

const bubbleOf = ({ messageId, role, content, turnId, partial, createdAt }: SessionMessage): ChatMessage =>
  messageOf({ key: messageId, role, text: content, turnId, state: partial ? 'partial' : 'done', createdAt });

/** A turn that left no answer failed, unless it is still running. */
function withFailures(messages: readonly ChatMessage[], runningTurnId: string | undefined): readonly ChatMessage[] {
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
