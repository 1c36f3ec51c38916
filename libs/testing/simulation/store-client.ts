import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { Command } from '../memory-dynamo/engine.ts';
import { conflicted, lostResponse, throttled, validationFailed } from '../memory-dynamo/errors.ts';
import type { Actor } from './actor.ts';
import { type Fault, OVERTAKEN_MS } from './faults.ts';
import { itemName } from './overtaking.ts';
import { refusesContent } from './refused-content.ts';
import { refusalWords, wordsOf } from './trace-words.ts';
import type { World } from './world.ts';
import { type Deed, deedOf, keysOf } from './write-names.ts';

/** The latency in one direction, in milliseconds. */
const WAY_MS = [1, 8] as const;

/** Shared items, by the first part of their sort key, with the weight by which one is chosen to be overtaken. */
const CONTESTED: Readonly<Record<string, number>> = { TURN: 2, SESSION: 3, BUDGET: 4, RATE: 3, COACH: 1 };

/**
 * The store as one process sees it: slow, sometimes throttled, sometimes without an answer, sometimes with a crash
 * after a write.
 */
export function createStoreClient(actor: Actor, world: World): DynamoDBDocumentClient {
  const { random, faults, time, dynamo } = world;
  const way = () => random.between(...WAY_MS);
  // After a refusal nothing else goes wrong: the process alone decides what becomes of its turn.
  let isSpared = false;
  const strikes = (fault: Fault) => !isSpared && faults.strikes(fault);

  const send = (command: Command): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const deed = deedOf(command);
      const isWrite = deed !== 'read';
      const note = (became: string) => {
        if (isWrite && world.isTraced) world.note(actor.name, `${wordsOf(command, deed)}${became}`);
      };
      const answer = (happens: () => void) => actor.deliver(way(), happens);
      if (!isSpared && faults.stallsBefore(deed)) {
        actor.stall(faults.stallMs());
        note(`: stands still for ${actor.stalledMs()} ms before`);
      }
      const arrive = async () => {
        if (refusesContent(command, world)) {
          isSpared = true;
          note(': refused for its content');
          return answer(() => reject(validationFailed('Item size has exceeded the maximum allowed size')));
        }
        if (strikes('throttled')) {
          note(': throttled');
          return answer(() => reject(throttled()));
        }
        if (command instanceof TransactWriteCommand && strikes('conflict')) {
          note(': in conflict with another');
          return answer(() => reject(conflicted(command.input.TransactItems?.length ?? 0)));
        }
        world.writing(actor, deed);
        try {
          const output = await dynamo.client.send((world.mutant?.command?.(command, deed) ?? command) as never);
          if (isWrite && strikes('crashAfterWrite')) {
            note(', and crashes');
            actor.die();
          } else if (strikes('lostResponse')) {
            note(', and never hears of it');
            answer(() => reject(lostResponse()));
          } else {
            note('');
            answer(() => resolve(output));
          }
        } catch (error) {
          note(`: ${refusalWords(command, error as Error)}`);
          answer(() => reject(error));
        }
      };
      // A stalled process sends its requests when it wakes. A request that was sent arrives even if its sender dies.
      const leave = () => time.after(way(), () => void arrive());
      if (faults.overtakes(deed)) waitToBeOvertaken(command, deed, leave);
      else if (actor.stalledMs() > 0) actor.deliver(actor.stalledMs(), leave);
      else leave();
    });

  function waitToBeOvertaken(command: Command, deed: Deed, leave: () => void): void {
    const items = keysOf(command);
    const contested = items.flatMap(
      (item) => Array(CONTESTED[item.sk.split('#')[0] ?? ''] ?? 0).fill(item) as typeof items,
    );
    const item = random.pick(contested.length > 0 ? contested : items);
    // A budget may still have room after one other claim. Any other item no longer matches what was read.
    const changes = item.sk.startsWith('BUDGET#') ? random.between(1, 3) : 1;
    const atMostMs = random.between(...OVERTAKEN_MS);
    const until = `until others have changed ${item.sk} ${changes} times, or ${atMostMs} ms`;
    if (world.isTraced) world.note(actor.name, `${wordsOf(command, deed)}: on its way ${until}`);
    world.overtaking.wait({ whose: actor.name, item: itemName(item), changes, atMostMs, goOn: leave });
  }
  return { send } as unknown as DynamoDBDocumentClient;
}
