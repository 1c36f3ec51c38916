import type { CoachEvent } from './events.ts';
import { type EventId, formatEventId } from './ids.ts';

/** One event for a client. Events without an id are not stored. */
export interface Frame {
  readonly id?: EventId;
  readonly event: CoachEvent;
}

/**
 * A comment line without the blank line after it. A parser that dispatches on blank lines ignores it.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
/** Last line of a stream that ends before its turn does: ask again by cursor, at once. */
export const AGAIN = ':again\n';

export const HEARTBEAT = ':hb\n';

/** How long an EventSource waits before it reconnects, in milliseconds. Sent once, in a block that has data. */
export const RETRY_MS = 1_500;

/** JSON contains no raw line breaks, so one `data:` line is enough for any text. */
export function formatFrame({ id, event }: Frame, retryMs?: number): string {
  const retry = retryMs === undefined ? '' : `retry: ${retryMs}\n`;
  const head = id ? `id: ${formatEventId(id)}\n` : '';
  return `${retry}${head}data: ${JSON.stringify(event)}\n\n`;
}
