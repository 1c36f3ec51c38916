import type { Actor } from './actor.ts';
import type { Sent } from './server.ts';
import type { World } from './world.ts';

/** One way over the network, in milliseconds. */
const WAY_MS = [10, 120] as const;
/** Between two tries of the same request. */
export const BACKOFF_MS = [250, 4_000] as const;
const NO_HEAD_MS = 5_000;
const SILENCE_MS = 25_000;

/** One request of a client, as it sees it. */
export interface Connection {
  /** What comes next; `closed` also when nothing comes for too long. */
  next(): Promise<Sent>;
}

/**
 * Sends a request over a network that loses, doubles and cuts.
 * @param reach - What begins when it arrives.
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
  /** In order, as TCP has it; cut off after some frames, without the server's knowing. */
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

  /** A living server writes `:hb` while it is silent. */
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
