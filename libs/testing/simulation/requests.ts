import { PROBLEMS, type ProblemCode } from '#contract/problems';
import type { SessionRef } from '#ports/session-records';
import type { Actor } from './actor.ts';
import { BACKOFF_MS } from './connection.ts';
import { serveAbort, serveDelete, serveStatus } from './server.ts';
import { checkDeleted, checkStopped, partitionOf, refOf } from './stored.ts';
import type { Message, World } from './world.ts';

const WAY_MS = [10, 120] as const;
const NO_ANSWER_MS = 6_000;
/** As the server's answers say. */
const POLL_MS = 1_000;

/** Repeats a stop until the server has answered. */
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

/** Polls a turn that it may not follow now until the turn does not run any more. @returns false when it is not there. */
export async function pollUntilOver(message: Message, client: Actor, world: World): Promise<boolean> {
  let status = 'running';
  const look = () =>
    askUntilAnswered(
      (answer) => serveStatus(refOf(message), answer, world),
      (answered) => {
        status = answered;
        return !(status in PROBLEMS) || PROBLEMS[status as ProblemCode].status < 500;
      },
      client,
      world,
    );
  for (;;) {
    await look();
    if (status !== 'running' || message.hasLeft) return !(status in PROBLEMS);
    await client.clock.sleep(POLL_MS);
  }
}

/** Repeats the deletion of a session until the server has confirmed it. */
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

/** A retry cannot find what does not exist. */
const isBeyondHope = (code: string) => code === 'not_found';

/** @param isEnough - Checks an answer when it leaves the server. */
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
