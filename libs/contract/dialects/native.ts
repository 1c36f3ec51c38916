import { AGAIN, formatFrame, HEARTBEAT, RETRY_MS } from '../sse.ts';
import type { Dialect } from './dialect.ts';

/** Our own format: every event as it is, with its id, so that a client can request the events after a cursor. */
export const native: Dialect = {
  headers: {},
  heartbeat: HEARTBEAT,
  createEncoder() {
    let retryMs: number | undefined = RETRY_MS;
    return {
      encode(frame) {
        const bytes = formatFrame(frame, retryMs);
        retryMs = undefined;
        return bytes;
      },
      end: (isToContinue) => (isToContinue ? AGAIN : ''),
    };
  },
};
