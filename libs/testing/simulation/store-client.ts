import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Command } from '../memory-dynamo/engine.ts';
import { conflicted, lostResponse, throttled } from '../memory-dynamo/errors.ts';
import type { Actor } from './actor.ts';
import { STALL_MS } from './faults.ts';
import type { World } from './world.ts';
import { deedOf, subjectOf } from './write-names.ts';

/** One way over the network, in milliseconds. */
const WAY_MS = [1, 8] as const;

/** The store as one process reaches it: late, sometimes busy, sometimes without an answer, sometimes its last deed. */
export function createStoreClient(actor: Actor, world: World): DynamoDBDocumentClient {
  const { random, faults, time, dynamo } = world;
  const way = () => random.between(...WAY_MS);

  const send = (command: Command): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const deed = deedOf(command);
      const isWrite = deed !== 'read';
      const answer = (happens: () => void) => actor.deliver(way(), happens);
      if (faults.stallsBefore(deed)) {
        actor.stall(random.between(...STALL_MS));
        world.note(actor.name, `stalls for ${actor.stalledMs()} ms before ${deed}`);
      }
      const arrive = async () => {
        if (faults.strikes('throttled')) {
          if (isWrite) world.note(actor.name, `${deed} ${subjectOf(command)}: throttled`);
          return answer(() => reject(throttled()));
        }
        if (command instanceof TransactWriteCommand && faults.strikes('conflict')) {
          world.note(actor.name, `${deed} ${subjectOf(command)}: conflict`);
          return answer(() => reject(conflicted(command.input.TransactItems?.length ?? 0)));
        }
        world.writing(actor, deed);
        try {
          const output = await dynamo.client.send((world.mutant?.command?.(command, deed) ?? command) as never);
          if (isWrite) world.note(actor.name, `${deed} ${subjectOf(command)}`);
          if (isWrite && faults.strikes('crashAfterWrite')) {
            world.note(actor.name, `crashes after ${deed}`);
            actor.die();
          } else if (faults.strikes('lostResponse')) {
            if (isWrite) world.note(actor.name, `never hears of ${deed} ${subjectOf(command)}`);
            answer(() => reject(lostResponse()));
          } else answer(() => resolve(output));
        } catch (error) {
          world.note(actor.name, `${deed} ${subjectOf(command)}: ${(error as Error).message.slice(0, 160)}`);
          answer(() => reject(error));
        }
      };
      // What a stalled process sends leaves it when it wakes; what is on its way arrives whatever becomes of the sender.
      const leave = () => time.after(way(), () => void arrive());
      if (actor.stalledMs() > 0) actor.deliver(actor.stalledMs(), leave);
      else leave();
    });
  return { send } as unknown as DynamoDBDocumentClient;
}
