import { useLocation } from 'wouter';
import * as z from 'zod/mini';
import type { Begun } from '#react/coach-session';
import { gameChatPath } from './paths.ts';

const ChatStart = z.object({
  begun: z.enum(['no', 'maybe']),
  /** Sent at once. */
  ask: z.exactOptional(z.string()),
  /** The text that the composer begins with. */
  draft: z.exactOptional(z.string()),
  /** The game that the question is about. */
  gameId: z.exactOptional(z.string()),
});

/**
 * How a conversation begins. It is kept in the page's entry of the browser's history: a reload finds it, and a copied
 * link does not carry it.
 */
export type ChatStart = z.infer<typeof ChatStart>;

/** A page without it shows a conversation that the server knows. */
export function readChatStart(): Omit<ChatStart, 'begun'> & { readonly begun: Begun } {
  return ChatStart.safeParse(window.history.state).data ?? { begun: 'yes' };
}

/**
 * Prepares a reload: it does not ask again, and does not request a conversation that the server can't know. One that
 * the server knew and has no more is gone, and not new.
 *
 * @param next - Whether the server knows the conversation by now.
 */
export function rememberChatStart({ begun, ask: _, ...kept }: ReturnType<typeof readChatStart>, next: Begun): void {
  if (begun === 'yes') return;
  const states = { no: { ...kept, begun }, maybe: { begun: 'maybe' }, yes: null } as const;
  window.history.replaceState(states[next] satisfies ChatStart | null, '');
}

/** Opens a new conversation. Its first turn will have the same id. */
export function useStartChat(): (start?: Omit<ChatStart, 'begun'>, isInPlace?: boolean) => void {
  const [, navigate] = useLocation();
  return (start = {}, isInPlace = false) =>
    navigate(gameChatPath(crypto.randomUUID()), {
      state: { ...start, begun: 'no' } satisfies ChatStart,
      replace: isInPlace,
    });
}
