import { useEffect, useRef } from 'react';
import { useCoachSession } from '#react/use-coach-session';
import { type readChatStart, useStartChat } from '../../app/chat-start.ts';

/** Asks what the page was opened to ask, once. */
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
 * A first question that was stopped before the server had it leaves no conversation behind, and its id is spent:
 * its words come back in a new one.
 */
export function useFreshStart(): void {
  const startChat = useStartChat();
  const { streamingStage, state, messages } = useCoachSession();
  const isSpent = streamingStage === 'complete' && state.lastTurnId === undefined;
  const draft = messages.find(({ role }) => role === 'user')?.text;
  const begin = useRef(startChat);
  begin.current = startChat;
  useEffect(() => {
    if (isSpent && draft !== undefined) begin.current({ draft }, true);
  }, [isSpent, draft]);
}
