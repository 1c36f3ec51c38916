import type { Command } from '../memory-dynamo/engine.ts';
import { itemsOf } from './stored.ts';
import type { World } from './world.ts';
import { deedOf, skOf, type Write, writesOf } from './write-names.ts';

/** The first refusal ends the turn, unless its producer dies right then and the next one is refused as well. */
const MAX_REFUSALS = 2;

/**
 * Whether storage refuses this command for its content. An answer that was refused once is refused whenever it comes
 * again. P5: the turn ends, and is not produced again and again.
 */
export function refusesContent(command: Command, world: World): boolean {
  const [first] = writesOf(command);
  if (deedOf(command) !== 'finish' || !first || valueIn(first, ':new_state') !== 'completed') return false;
  const turn = skOf(first);
  const before = world.refused.get(turn);
  if (before === undefined && !world.faults.strikes('refused')) return false;
  const isOfItsProducer = itemsOf(world, turn).some(
    ({ state, epoch }) => state === 'running' && epoch === valueIn(first, ':epoch'),
  );
  const refusals = (before ?? 0) + (isOfItsProducer ? 1 : 0);
  world.refused.set(turn, refusals);
  if (refusals > MAX_REFUSALS) world.violate('P5', `${turn}: storage has refused its answer ${refusals} times`);
  return true;
}

const valueIn = ({ ExpressionAttributeValues }: Write, name: string): unknown => ExpressionAttributeValues?.[name];
