import type { Reply } from './hints.ts';
import type { Choose } from './phrasing.ts';
import type { Turn } from './turn.ts';

/** The first reply that applies. */
export function firstReply(replies: readonly Reply[] | undefined, turn: Turn, choose: Choose): string | undefined {
  for (const reply of replies ?? []) {
    const text = reply(turn, choose);
    if (text) return text;
  }
  return undefined;
}
