import type { Actor } from './actor.ts';
import type { Sent } from './server.ts';
import type { World } from './world.ts';

/** The latency in one direction, in milliseconds. */
const WAY_MS = [10, 120] as const;
/** The pause between two tries of the same request, in milliseconds. */
export const BACKOFF_MS = [250, 4_000] as const;
const NO_HEAD_MS = 5_000;
const SILENCE_MS = 25_000;

/** One request, as the client sees it. */
export interface Connection {
  /** The next message; `closed` also when the connection is silent for too long. */
  next(): Promise<Sent>;
}

/**
 * Sends a request over a network that drops, duplicates and cuts connections.
 * @param reach - Called when the request arrives.
 */
export function connect(reach: (send: (sent: Sent) => void) => Actor, client: Actor, world: World): Connection {
  const { random, faults, time } = world;
  const onItsWay: Sent[] = [];
  const inbox: Sent[] = [];
  let wake: (() => void) | undefined;
  let hasHead = false;
  let server: Actor | undefined;
  let deliveredAt = 0;
  let left = faults.strikes('streamCut') ? random.between(0, 8) : Number.POSITIVE_INFINITY;

  const receive = () => {
    inbox.push(...onItsWay.splice(0, 1));
    hasHead = true;
    wake?.();
  };
  /** Keeps the order, as TCP does. May cut the connection after some frames without the server's knowledge. */
  const send = (sent: Sent) => {
    if (left < 0) return;
    left -= 1;
    deliveredAt = Math.max(deliveredAt, time.now() + random.between(...WAY_MS));
    onItsWay.push(left < 0 ? { type: 'closed' } : sent);
    client.deliver(deliveredAt - time.now(), receive);
  };
  if (!faults.strikes('requestDropped')) {
    time.after(random.between(...WAY_MS), () => {
      server = reach(send);
    });
    if (faults.strikes('requestDuplicated')) {
      time.after(random.between(...WAY_MS) * 3, () => void reach(() => {}));
    }
  }

  /** A living server writes `:hb` while it has no event to send. */
  const isSilent = () => !hasHead || !server || server.isDead() || server.stalledMs() > 0;
  const waited = () =>
    new Promise<void>((resolve) => {
      let isOver = false;
      const end = () => {
        isOver = true;
        resolve();
      };
      wake = end;
      const lookAgain = () => {
        if (isOver) return;
        if (isSilent()) end();
        else client.deliver(SILENCE_MS, lookAgain);
      };
      client.deliver(hasHead ? SILENCE_MS : NO_HEAD_MS, lookAgain);
    });
  return {
    async next() {
      if (inbox.length === 0) await waited();
      wake = undefined;
      return inbox.shift() ?? { type: 'closed' };
    },
  };
}
