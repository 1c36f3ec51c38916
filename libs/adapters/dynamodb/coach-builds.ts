import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { isoOf } from '#ports/clock';
import type { BuildError, Coaches, CoachRecord, CoachRef } from '#ports/coaches';
import { coachOf, listed } from './coach-rows.ts';
import type { Change } from './expressions.ts';
import type { RawItem } from './failures.ts';
import { coachKey } from './keys.ts';
import { queuedBuild } from './new-coach.ts';
import { orderItem } from './outbox.ts';
import { getRow } from './rows.ts';
import { digest, transact, write } from './send.ts';
import type { MainTable } from './storage.ts';
import { put, update, updateOf } from './transaction-items.ts';

type Builds = Pick<
  Coaches,
  'claimBuild' | 'renewBuild' | 'completeBuild' | 'requeueBuild' | 'failBuild' | 'failAbandonedBuild' | 'retryBuild'
>;

const isBuiltByThisOwner = '#build.#state = :building AND #build.#owner = :owner';
/** No worker has it. */
const isFree = '#build.#state = :queued OR (#build.#state = :building AND #build.#leaseUntil < :now)';
/** Only a retry stores its order. */
const isOfThisOrder = 'attribute_not_exists(#build.#orderId) OR #build.#orderId = :orderId';
const released = ['build.owner', 'build.leaseUntil'];

const failed = (error: BuildError, now: number) => ({
  set: { 'build.state': 'failed', 'build.error': error, 'build.updatedAt': isoOf(now), updatedAt: isoOf(now) },
  remove: released,
});

/** Who may build a coach, and what becomes of it. Each operation leaves a mark of its own, to know itself again. */
export function createBuilds(table: MainTable): Builds {
  const ofOwner = (owner: string) => ({
    when: [isBuiltByThisOwner],
    values: { ':building': 'building', ':owner': owner },
  });
  return {
    claimBuild: (ref, claim) => claimBuild(table, ref, claim),

    renewBuild: (ref, owner, leaseUntil) =>
      change(table, ref, digest('renew', owner, leaseUntil), {
        set: { 'build.leaseUntil': leaseUntil },
        ...ofOwner(owner),
      }),

    completeBuild: (ref, owner, config, now) => completeBuild(table, ref, config, now, ofOwner(owner), owner),

    requeueBuild: (ref, owner, now) =>
      change(table, ref, digest('requeue', owner, now), {
        set: { 'build.state': 'queued', 'build.updatedAt': isoOf(now), updatedAt: isoOf(now) },
        remove: released,
        ...ofOwner(owner),
      }),

    failBuild: (ref, owner, error, now) =>
      change(table, ref, digest('fail', owner), { ...failed(error, now), ...ofOwner(owner) }),

    failAbandonedBuild: (ref, orderId = '', error, now) =>
      change(table, ref, digest('fail-abandoned', orderId, now), {
        ...failed(error, now),
        when: [isFree, isOfThisOrder],
        values: { ':queued': 'queued', ':building': 'building', ':now': now, ':orderId': orderId },
      }),

    async retryBuild(ref, order, now, deadline) {
      const hasFailed = '#build.#state = :failed';
      const isPastItsDeadline = '#build.#state <> :ready AND #build.#deadline <= :now';
      const operation = digest('retry', order.id, now);
      const retry: Change = {
        set: { build: { ...queuedBuild(now, deadline), orderId: order.id }, updatedAt: isoOf(now), operation },
        when: [`${hasFailed} OR (${isPastItsDeadline})`],
        values: { ':failed': 'failed', ':ready': 'ready', ':now': isoOf(now) },
      };
      const items = [update(table.tableName, coachKey(ref), retry), put(table.tableName, orderItem(order, now))];
      return (await transact(table, operation, items, isLeftBy(operation))) === undefined;
    },
  };
}

type Claim = Parameters<Coaches['claimBuild']>[1];

async function claimBuild(table: MainTable, ref: CoachRef, claim: Claim): Promise<CoachRecord | 'leased' | 'over'> {
  const { owner, now, leaseUntil, maxAttempts } = claim;
  const hasAttemptsLeft = '#build.#attempt < :maxAttempts';
  await change(table, ref, digest('claim', owner, now), {
    set: {
      'build.state': 'building',
      'build.owner': owner,
      'build.leaseUntil': leaseUntil,
      'build.updatedAt': isoOf(now),
      updatedAt: isoOf(now),
    },
    also: ['#build.#attempt = #build.#attempt + :one'],
    when: [hasAttemptsLeft, isFree],
    values: { ':one': 1, ':maxAttempts': maxAttempts, ':queued': 'queued', ':building': 'building', ':now': now },
  });
  const row = await getRow(table, coachKey(ref));
  if (!row) return 'over';
  const coach = coachOf(row);
  const { build } = coach;
  if (build.owner === owner) return coach;
  if (build.state === 'ready' || build.state === 'failed') return 'over';
  const isLeased = build.state === 'building' && (build.leaseUntil ?? 0) >= now;
  return isLeased || build.attempt < maxAttempts ? 'leased' : 'over';
}

async function completeBuild(
  table: MainTable,
  ref: CoachRef,
  config: CoachRecord['config'],
  now: number,
  ofOwner: Pick<Change, 'when' | 'values'>,
  owner: string,
): Promise<boolean> {
  const row = await getRow(table, coachKey(ref));
  if (!row) return false;
  const { createdAt } = coachOf(row);
  return change(table, ref, digest('complete', owner), {
    set: {
      'build.state': 'ready',
      'build.updatedAt': isoOf(now),
      updatedAt: isoOf(now),
      config,
      ...listed(ref, createdAt),
    },
    remove: [...released, 'build.error'],
    ...ofOwner,
  });
}

/** @returns the result for the coach, and whether this operation or an earlier attempt of it wrote it. */
async function change(table: MainTable, ref: CoachRef, operation: string, wanted: Change): Promise<boolean> {
  const marked = { ...wanted, set: { ...wanted.set, operation } };
  const command = new UpdateCommand(updateOf(table.tableName, coachKey(ref), marked));
  const written = await write(table, operation, () => table.client.send(command));
  if (written.applied) return true;
  const [refused] = written.refused;
  return refused?.item !== undefined && isLeftBy(operation)(refused.item);
}

const isLeftBy = (operation: string) => (coach: RawItem) => coach['operation']?.S === operation;
