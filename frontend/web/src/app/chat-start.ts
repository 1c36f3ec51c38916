import { useLocation } from 'wouter';
import * as z from 'zod/mini';
import type { Begun } from '#react/coach-session';
import { gameChatPath } from './paths.ts';

const ChatStart = z.object({
  begun: z.enum(['no', 'maybe']),
  /** Sent at once. */
  ask: z.exactOptional(z.string()),
  /** Stands in the composer. */
  draft: z.exactOptional(z.string()),
  /** What the question is about. */
  gameId: z.exactOptional(z.string()),
});

/**
 * How a conversation begins. It lies in the page's entry of the browser's history: a reload finds it, and a link that
 * somebody copies doesn't take it along.
 */
export type ChatStart = z.infer<typeof ChatStart>;

/** A page that was not begun here is one that is there already. */
export function readChatStart(): Omit<ChatStart, 'begun'> & { readonly begun: Begun } {
  return ChatStart.safeParse(window.history.state).data ?? { begun: 'yes' };
}

/** What was to be done once is done: a reload shall not ask again. */
export function forgetChatStart(): void {
  window.history.replaceState({ begun: 'maybe' } satisfies ChatStart, '');
}

/** Goes to a new conversation, under an id that its first turn will lend it. */
export function useStartChat(): (start?: Omit<ChatStart, 'begun'>, isInPlace?: boolean) => void {
  const [, navigate] = useLocation();
  return (start = {}, isInPlace = false) =>
    navigate(gameChatPath(crypto.randomUUID()), {
      state: { ...start, begun: 'no' } satisfies ChatStart,
      replace: isInPlace,
    });
}
