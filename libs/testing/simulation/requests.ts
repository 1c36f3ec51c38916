import { PROBLEMS } from '#contract/problems';
import type { SessionRef } from '#ports/session-records';
import type { Actor } from './actor.ts';
import { BACKOFF_MS } from './connection.ts';
import { serveAbort, serveDelete } from './server.ts';
import { checkDeleted, checkStopped, partitionOf, refOf } from './stored.ts';
import type { Message, World } from './world.ts';

const WAY_MS = [10, 120] as const;
const NO_ANSWER_MS = 6_000;

/** Presses stop, until the server has answered. */
export const stopUntilAnswered = (message: Message, client: Actor, world: World): Promise<void> =>
  askUntilAnswered(
    (answer) => serveAbort(refOf(message), answer, world),
    (status) => {
      if (status in PROBLEMS) return isBeyondHope(status);
      checkStopped(message, status, world);
      return true;
    },
    client,
    world,
  );

/** Deletes a session, until the server has answered that it is gone. */
export async function deleteUntilAnswered(ref: SessionRef, client: Actor, world: World): Promise<void> {
  world.deletions.set(partitionOf(ref), false);
  world.note(client.name, `deletes ${ref.sessionId}`);
  await askUntilAnswered(
    (answer) => serveDelete(ref, answer, world),
    (status) => {
      if (status in PROBLEMS && status !== 'not_found') return false;
      world.deletions.set(partitionOf(ref), true);
      checkDeleted(ref, world);
      return true;
    },
    client,
    world,
  );
}

/** Asking again makes no difference to what is not there. */
const isBeyondHope = (code: string) => code === 'not_found';

/** @param isEnough - Looks at an answer at the moment at which it leaves the server. */
async function askUntilAnswered(
  serve: (answer: (status: string) => void) => void,
  isEnough: (status: string) => boolean,
  client: Actor,
  world: World,
): Promise<void> {
  const { random, faults, time } = world;
  for (let isAnswered = false; !isAnswered; ) {
    isAnswered = await new Promise<boolean>((resolve) => {
      client.deliver(NO_ANSWER_MS, () => resolve(false));
      if (faults.strikes('requestDropped')) return;
      time.after(random.between(...WAY_MS), () => {
        serve((status) => {
          const enough = isEnough(status);
          client.deliver(random.between(...WAY_MS), () => resolve(enough));
        });
      });
    });
    if (!isAnswered) await client.clock.sleep(random.between(...BACKOFF_MS));
  }
}
