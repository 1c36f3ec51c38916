import { MAX_BUILD_ATTEMPTS } from '#domain/coach-config/parameters';
import type { BuildRecord } from '#ports/coaches';
import type { Item } from '../memory-dynamo/values.ts';
import { LAST_WORD } from './coach.ts';
import { SKEW_MS } from './faults.ts';
import { isKind, textAt } from './stored.ts';
import type { World } from './world.ts';
import type { Written } from './written.ts';

/** The order of each worker, by the worker's name, and the worker that has the build, by coach. */
interface Workers {
  readonly orders: Map<string, string | undefined>;
  readonly builders: Map<string, string>;
}

const WORKERS = new WeakMap<World, Workers>();

function workersOf(world: World): Workers {
  const workers = WORKERS.get(world) ?? { orders: new Map(), builders: new Map() };
  WORKERS.set(world, workers);
  return workers;
}

/** Records which order a worker carries out. */
export const carriesOut = (worker: string, orderId: string | undefined, world: World): void =>
  void workersOf(world).orders.set(worker, orderId);

const buildAt = (item: Item | undefined) => item?.['build'] as unknown as BuildRecord | undefined;

/** P16: a coach is built once, and only from a finished interview. */
function builtOnce({ before, after, all, world }: Written): void {
  if (!isKind(after, 'COACH#')) return;
  const coachId = textAt(after, 'coachId');
  if (before?.['config'] && JSON.stringify(before['config']) !== JSON.stringify(after['config'])) {
    world.violate('P16', `${coachId}: was built twice`);
  }
  const { attempt = 0 } = buildAt(after) ?? {};
  if (attempt > MAX_BUILD_ATTEMPTS) world.violate('P16', `${coachId}: is built for the ${attempt}th time`);
  const isReady = buildAt(before)?.state === 'ready';
  if (isReady && world.writer().deed === 'completeBuild') world.violate('P16', `${coachId}: was made ready twice`);
  if (before) return;
  const session = all.find((change) => isKind(change.after, 'SESSION#'))?.after;
  const text = world.messages.find(({ turnId }) => turnId === session?.['lastTurn'])?.text;
  if (session?.['status'] !== 'ended' || !text?.includes(LAST_WORD))
    world.violate('P16', `${coachId}: ordered too early`);
}

/** P16: a worker completes, fails or requeues only the build that it claimed. */
function endsItsOwnBuild({ before, after, world }: Written): void {
  if (!isKind(after, 'COACH#')) return;
  const { name, deed } = world.writer();
  const { builders } = workersOf(world);
  const coachId = textAt(after, 'coachId');
  if (deed === 'claimBuild') builders.set(coachId, name);
  if (!['completeBuild', 'failBuild', 'requeueBuild'].includes(deed)) return;
  const isItsOwn = buildAt(before)?.state === 'building' && builders.get(coachId) === name;
  if (!isItsOwn) world.violate('P16', `${coachId}: ${deed} by ${name}, which does not have the build`);
}

/** P16: a build is given up only when no worker has it, and only by its latest order. */
function givesUpItsOwnOrder({ before, after, now, world }: Written): void {
  const { name, deed } = world.writer();
  if (deed !== 'failAbandonedBuild' || !isKind(after, 'COACH#')) return;
  const { state, orderId, leaseUntil = 0 } = buildAt(before) ?? {};
  const coachId = textAt(after, 'coachId');
  if (state === 'ready' || state === 'failed') world.violate('P16', `${coachId}: was ${state}, and then given up`);
  if (state === 'building' && now + SKEW_MS < leaseUntil)
    world.violate('P16', `${coachId}: was given up while a worker has it`);
  if (orderId !== undefined && orderId !== workersOf(world).orders.get(name))
    world.violate('P16', `${coachId}: was ordered again by ${orderId}, and then given up by ${name}`);
}

export const BUILD_CHECKS = [builtOnce, endsItsOwnBuild, givesUpItsOwnOrder] as const;
