import { isShown } from '#contract/events';
import type { Usage } from '#contract/usage';
import type { TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import type { Need } from '#services/limits';
import { GRACE_MS } from '#services/turn/parameters';
import type { Actor } from './actor.ts';
import { SKEW_MS } from './faults.ts';
import { MAX_SEARCHES, SEARCHES } from './side-work.ts';
import { countAt, isKind, itemsOf, partitionOf, textAt } from './stored.ts';
import type { World } from './world.ts';
import type { Written } from './written.ts';

/** P12: the usage that a producer stores covers every call that it has made, parallel ones included. */
export function checkingUsage(turns: Turns, actor: Actor, world: World): Turns {
  const check = (turnId: string, { inputTokens }: Usage) => {
    const asked = world.asked.get(actor.name) ?? 0;
    if (inputTokens < asked) {
      world.violate('P12', `${turnId}: notes ${inputTokens} input tokens, the model was sent ${asked}`);
    }
  };
  let unpaid: { readonly turnId: string; readonly tokens: number } | undefined;
  return {
    ...turns,
    load: (request) => {
      world.begun.delete(actor.name);
      if (unpaid) {
        const { turnId, tokens } = unpaid;
        world.violate('P12', `${turnId}: nobody paid for ${tokens} input tokens of a claim that failed`);
      }
      return turns.load(request);
    },
    claim: async (claim) => {
      world.asked.delete(actor.name); // An earlier attempt of this process is over.
      try {
        const hasPassed = await turns.claim(claim);
        const tokens = world.begun.get(actor.name) ?? 0;
        if (!hasPassed && tokens > 0) unpaid = { turnId: claim.ref.turnId, tokens };
        return hasPassed;
      } finally {
        world.begun.delete(actor.name);
      }
    },
    chargeLost: async (failed) => {
      const { turnId } = failed.ref;
      const owed = unpaid?.tokens ?? 0;
      unpaid = undefined;
      const isCharged = await turns.chargeLost(failed);
      const turn = itemsOf(world, `TURN#${turnId}`)[0];
      if (isCharged && failed.isUnclaimed && turn?.['owner'] === failed.owner) {
        world.violate('P12', `${turnId}: was charged for a claim that had passed, whose turn pays too`);
      }
      const paid = itemsOf(world, 'RES#').find((item) => item['turnId'] === `${turnId}.${failed.owner}`);
      if (isCharged && countAt(paid, 'amount') < owed) {
        world.violate('P12', `${turnId}: paid ${countAt(paid, 'amount')} of ${owed} tokens of a claim that failed`);
      }
      return isCharged;
    },
    appendEvents: async (ref, epoch, batch, frames) => {
      await turns.appendEvents(ref, epoch, batch, frames);
      const key = `${ref.turnId} ${epoch}`;
      const isFirst = !world.shownStored.has(key) && frames.some(({ event }) => isShown(event));
      if (isFirst) world.shownStored.set(key, world.time.now());
    },
    readEvents: (ref, epoch, afterSeq) => {
      world.eventsRead.set(`${actor.name} ${ref.turnId} ${epoch}`, world.time.now());
      return turns.readEvents(ref, epoch, afterSeq);
    },
    heartbeat: (ref, epoch, beat) => {
      check(ref.turnId, beat.usage);
      return turns.heartbeat(ref, epoch, beat);
    },
    finish: (finish) => {
      check(finish.ref.turnId, finish.usage);
      return turns.finish(finish);
    },
  };
}

/** P11: a session has no more searches than its limit. */
export function searchesStayInLimits({ after, world }: Written): void {
  const used = countAt(after, `used_${SEARCHES}`);
  if (isKind(after, 'SESSION#') && used > MAX_SEARCHES) world.violate('P11', `${used} searches in one session`);
}

/** P1: no event is sent before the claim of its turn is durable. */
export function checkClaimed(ref: TurnRef, world: World): void {
  const isGone = world.deletions.has(partitionOf(ref));
  if (!isGone && itemsOf(world, `TURN#${ref.turnId}`).length === 0)
    world.violate('P1', `${ref.turnId}: an event left before its claim`);
}

/** A hold has to be dead for so long, in milliseconds, that the refused request has seen it dead. */
const SEEN_MS = 1_000;

/** P15: a request is refused for lack of room only when no hold of a dead producer takes any. */
export function checkHoldsAlive({ ref: { sub }, period }: Need, world: World): void {
  const seenAt = world.startedAt + world.time.now() - SEEN_MS - SKEW_MS;
  const held = itemsOf(world, `RES#${period}#`).filter((item) => item['sub'] === sub && item['state'] === 'held');
  for (const hold of held) {
    const turn = itemsOf(world, `TURN#${textAt(hold, 'turnId')}`)[0];
    const diedAt = countAt(turn, 'leaseUntil') + GRACE_MS;
    if (turn && diedAt < seenAt)
      world.violate('P15', `${textAt(hold, 'turnId')}: died ${seenAt - diedAt} ms ago, and its hold refused a turn`);
  }
}
