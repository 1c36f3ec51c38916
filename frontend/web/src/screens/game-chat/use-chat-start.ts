import { useEffect, useRef } from 'react';
import { useCoachSession } from '#react/use-coach-session';
import { type readChatStart, rememberChatStart, useStartChat } from '../../app/chat-start.ts';

/** Keeps in the browser's history whether the server may know the conversation. */
export function useRememberedStart(start: ReturnType<typeof readChatStart>): void {
  const { isStreaming, lastTurnId } = useCoachSession();
  const begun = lastTurnId === undefined ? (isStreaming ? 'maybe' : start.begun) : 'yes';
  useEffect(() => rememberChatStart(start, begun), [start, begun]);
}

/** Sends the question that the page was opened with, once. */
export function useFirstQuestion({ ask, gameId }: ReturnType<typeof readChatStart>): void {
  const { load, sendMessage } = useCoachSession();
  const isAsked = useRef(false);
  useEffect(() => {
    if (load !== 'ready' || ask === undefined || isAsked.current) return;
    isAsked.current = true;
    void sendMessage({ text: ask, gameId });
  }, [load, ask, gameId, sendMessage]);
}

/**
 * A first question that was stopped before the server had it leaves no conversation behind, and its id can't be used
 * again: its words come back in a new conversation.
 */
export function useFreshStart(): void {
  const startChat = useStartChat();
  const chat = useCoachSession();
  const isSpent = chat.streamingStage === 'complete' && chat.lastTurnId === undefined;
  const draft = isSpent ? chat.messages.find(({ role }) => role === 'user')?.text : undefined;
  const begin = useRef(startChat);
  begin.current = startChat;
  useEffect(() => {
    if (draft !== undefined) begin.current({ draft }, true);
  }, [draft]);
}
