import type { ChatMessage, ChatSession } from '#contract/game-chat';
import type { MessageRecord, SessionRecord } from '#ports/session-records';
import { blockView } from '../block-view.ts';
import { turnFieldsOf } from '../turn-fields.ts';

/** A conversation for clients. */
export const chatSessionView = (session: SessionRecord): ChatSession => ({
  sessionId: session.sessionId,
  title: session.title,
  status: session.status === 'deleted' ? 'ended' : session.status,
  messageCount: session.nextSeq - (session.skipped ?? 0),
  tokensIn: session.tokensIn,
  tokensOut: session.tokensOut,
  createdAt: session.createdAt,
  updatedAt: session.updatedAt,
  ...(session.activeTurn !== null && { activeTurnId: session.activeTurn }),
});

/** A message with all its stored blocks: thoughts, tool calls and their results. */
export function chatMessageView(message: MessageRecord, session: SessionRecord): ChatMessage {
  const { messageId, role, content, createdAt } = message;
  return {
    messageId,
    role,
    content: content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('\n'),
    contentBlocks: content.map(blockView),
    ...turnFieldsOf(message, session),
    createdAt,
  };
}
