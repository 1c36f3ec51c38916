import type { CoachEvent } from './events.ts';
import { type EventId, formatEventId } from './ids.ts';

/** One event on its way to a client. Events without an id are not stored. */
export interface Frame {
  readonly id?: EventId;
  readonly event: CoachEvent;
}

/**
 * A comment line without the blank line after it: a parser that dispatches on blank lines sees nothing.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export const HEARTBEAT = ':hb\n';

/** How long a client waits before it reconnects by itself, in milliseconds; sent once, in a block that has data. */
export const RETRY_MS = 1_500;

/** JSON has no raw line breaks, so one `data:` line always suffices, whatever the text holds. */
export function formatFrame({ id, event }: Frame, retryMs?: number): string {
  const retry = retryMs === undefined ? '' : `retry: ${retryMs}\n`;
  const head = id ? `id: ${formatEventId(id)}\n` : '';
  return `${retry}${head}data: ${JSON.stringify(event)}\n\n`;
}
