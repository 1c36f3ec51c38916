import { PROBLEMS } from '#contract/problems';
import type { CoachError } from '#ports/errors';
import type { Actor } from './actor.ts';
import type { CoachWith } from './coach.ts';
import { BACKOFF_MS, connect } from './connection.ts';
import { deleteUntilAnswered, pollUntilOver, stopUntilAnswered } from './requests.ts';
import { type Screen, show } from './screen.ts';
import { serve, serveWatch } from './server.ts';
import { isBeingDeleted, refOf } from './stored.ts';
import type { Message, World } from './world.ts';

/** The number of refusals for another turn in the session after which a user gives up. */
const PATIENCE = 40;
/** The number of unsuccessful reads after which a second screen gives up. */
const LOOKS = 12;

/** Requests a turn with the same id until its end is shown, it is refused for good, or the user leaves. */
export async function sendUntilOver(coach: CoachWith, message: Message, client: Actor, world: World): Promise<void> {
  const { random, faults, scene } = world;
  let screen: Screen = { cursor: undefined, text: '', isBuffered: false };
  let refusals = 0;
  for (let attempt = 0; !message.hasLeft && world.violations.length === 0; attempt += 1) {
    screen = { ...screen, isBuffered: random.chance(0.15) };
    const turnId = world.mutant?.freshIds && attempt > 0 ? world.ids.uuid() : message.turnId;
    const { cursor, isBuffered } = screen;
    const post = { ...message, ref: { ...refOf(message), turnId }, cursor, isBuffered };
    const connection = connect((send) => serve(coach, post, send, world), client, world);
    const end = await show(connection, screen, message, world);
    if (end === 'over') {
      world.note(client.name, `sees the end of ${message.turnId}: ${message.shown?.type}`);
      break;
    }
    if (end !== 'closed' && end.code === 'rate_limited' && attempt > 0) {
      if (await pollUntilOver(message, client, world)) continue;
    }
    if (end !== 'closed') {
      const waitMs = waitAfter(end, message, refusals, world);
      if (waitMs === undefined) break;
      refusals += 1;
      await client.clock.sleep(waitMs);
    } else {
      message.hasLeft ||= faults.strikes('givesUp');
      const isAway = faults.strikes('goesAway');
      const waitMs = isAway ? random.between(...scene.awayMs) : random.between(...BACKOFF_MS);
      if (isAway) {
        world.note(client.name, `has no network for a while, waits for ${message.turnId}`);
        if (random.chance(scene.losesHeart)) void loseHeart(message, waitMs, world);
      }
      await client.clock.sleep(waitMs);
    }
  }
  message.isOver = !message.hasLeft;
}

/** A user stops a turn that seems to be stuck, from another device, at about the time when the network returns. */
async function loseHeart(message: Message, afterMs: number, world: World): Promise<void> {
  const { random } = world;
  const client = world.spawn('client');
  await client.clock.sleep(afterMs + random.between(-2_000, 6_000));
  if (random.chance(0.5)) await stopUntilAnswered(message, client, world);
  else await deleteUntilAnswered(refOf(message), client, world);
}

/** The wait after a refusal, in milliseconds; `undefined` when it is final. */
function waitAfter(error: CoachError, message: Message, refusals: number, world: World): number | undefined {
  const { code, details } = error;
  const isRetryable = PROBLEMS[code]?.retryable === true;
  if (code === 'turn_in_progress' && details?.['turnId'] === message.turnId) {
    world.violate('P9', `${message.turnId}: refused for itself`);
  }
  if (!isRetryable && message.isAcknowledged && !isBeingDeleted(message, world)) {
    world.violate('P1', `${message.turnId}: had begun in front of the person, and was then refused: ${code}`);
  }
  if (!isRetryable || (refusals >= PATIENCE && !message.isAcknowledged)) return undefined;
  return error.retryAfterMs ?? world.random.between(...BACKOFF_MS);
}

/** A second screen that only watches. It may start before the turn or long after it. */
export async function watchUntilOver(message: Message, client: Actor, world: World): Promise<void> {
  const screen: Screen = { cursor: undefined, text: '', isBuffered: false };
  for (let looks = 1; looks <= LOOKS && world.violations.length === 0; looks += 1) {
    const watching = { ref: refOf(message), cursor: screen.cursor };
    const connection = connect((send) => serveWatch(watching, send, world), client, world);
    const end = await show(connection, screen, message, world);
    if (end === 'over' || message.hasLeft) return;
    if (end !== 'closed' && end.code === 'not_found') {
      if (!isBeingDeleted(message, world))
        world.violate('P1', `${message.turnId}: whoever watches it finds no session`);
      return;
    }
    if (end !== 'closed' && end.code === 'rate_limited') await pollUntilOver(message, client, world);
    await client.clock.sleep(world.random.between(...BACKOFF_MS));
  }
}
