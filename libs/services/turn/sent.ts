import type { Frame } from '#contract/sse';
import { NO_USAGE, type Usage } from '#contract/usage';
import type { TurnRef } from '#ports/turn-records';

/** What one request has sent of its turn, because its session, and all of the turn with it, may be deleted meanwhile. */
export interface Sent {
  add(frame: Frame): void;
  /** Events that the reader had before this request. */
  had(frames: readonly Frame[]): void;
  /** The turn's usage, as far as this request knows it. */
  used(usage: Usage): void;
  /** The end of a turn whose session was deleted. It is not stored, so it has no number. */
  aborted(): Frame;
}

export function createSent({ turnId, sessionId }: TurnRef): Sent {
  let text = '';
  let usage = NO_USAGE;
  const add = ({ event }: Frame) => {
    if (event.type === 'reset') text = '';
    else if (event.type === 'snapshot') text = event.text;
    else if (event.type === 'chunk') text += event.text;
  };
  return {
    add,
    had(frames) {
      text = '';
      frames.forEach(add);
    },
    used(known) {
      usage = known;
    },
    aborted: () => ({ event: { type: 'aborted', turnId, sessionId, aiResponse: text, usage } }),
  };
}
