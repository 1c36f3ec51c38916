import { DeleteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AssetRecord, GenerationRecord, GenerationRef, Generations, PictureOutcome } from '#ports/generations';
import type { SessionRef } from '#ports/session-records';
import { endGeneration } from './end-generation.ts';
import type { Change } from './expressions.ts';
import { ASSETS, assetItem, assetOf, generationOf, generationsOf } from './generation-rows.ts';
import { assetKey, generationKey, type Key, quotaKey, sessionKey } from './keys.ts';
import { listPage } from './listings.ts';
import { placeOrder } from './order-generation.ts';
import { getRow, getRows, nameOf } from './rows.ts';
import { digest, send, transact, write } from './send.ts';
import type { MainTable } from './storage.ts';
import { put, type TransactionItem, update, updateOf } from './transaction-items.ts';

const isOurs = '#owner = :owner AND #state = :running';

export function createDynamoGenerations(table: MainTable): Generations {
  return {
    order: (order) => placeOrder(table, order),
    get: (ref) => get(table, ref),
    list: (session, limit) => list(table, session, limit),
    async activeIn(session) {
      const active = (await getRow(table, sessionKey(session)))?.['activeGeneration'];
      return typeof active === 'string' ? active : undefined;
    },
    claim: (ref, claim) => claimJob(table, ref, claim),
    renew: (ref, owner, leaseUntil) =>
      change(table, ref, { set: { leaseUntil }, when: [isOurs], values: { ':owner': owner, ':running': 'running' } }),
    record: (ref, owner, place, outcome, asset) => record(table, ref, owner, { place, outcome, asset }),
    requeue: (ref, owner) =>
      change(table, ref, {
        set: { state: 'queued' },
        remove: ['owner', 'leaseUntil'],
        when: [isOurs],
        values: { ':owner': owner, ':running': 'running' },
      }),
    end: (read, how) => endGeneration(table, read, how),
    async used(sub, period) {
      return Number((await getRow(table, quotaKey(sub, period)))?.['count'] ?? 0);
    },
    async asset(sub, assetId) {
      const row = await getRow(table, assetKey(sub, assetId));
      return row && assetOf(row);
    },
    async assets(sub, assetIds) {
      const keys = assetIds.map((id) => assetKey(sub, id));
      const rows = await getRows(table, keys);
      return keys.flatMap((key) => {
        const row = rows.get(nameOf(key));
        return row ? [assetOf(row)] : [];
      });
    },
    listAssets: (sub, { limit, cursor }) =>
      listPage(table, {
        sub,
        list: ASSETS,
        limit,
        cursor,
        sortOrder: 'desc',
        keyOf: (id) => assetKey(sub, id),
        recordOf: assetOf,
      }),
    removeAsset: (sub, assetId) => removeAsset(table, assetKey(sub, assetId)),
  };
}

async function get(table: MainTable, { sub, generationId }: GenerationRef): Promise<GenerationRecord | undefined> {
  const row = await getRow(table, generationKey(sub, generationId));
  return row && generationOf(row);
}

async function list(table: MainTable, { sub, sessionId }: SessionRef, limit: number) {
  const page = await listPage(table, {
    sub,
    list: generationsOf(sessionId),
    limit,
    sortOrder: 'desc',
    keyOf: (id) => generationKey(sub, id),
    recordOf: generationOf,
  });
  return page.items;
}

type Claim = Parameters<Generations['claim']>[1];

async function claimJob(
  table: MainTable,
  ref: GenerationRef,
  claim: Claim,
): Promise<GenerationRecord | 'leased' | 'over'> {
  const { owner, now, leaseUntil, maxAttempts } = claim;
  const isFree = '#state = :queued OR (#state = :running AND #leaseUntil < :now)';
  const mayTry = '#attempt < :most';
  const input = updateOf(table.tableName, generationKey(ref.sub, ref.generationId), {
    set: { state: 'running', owner, leaseUntil },
    add: { attempt: 1 },
    when: [isFree, mayTry],
    values: { ':queued': 'queued', ':running': 'running', ':now': now, ':most': maxAttempts },
  });
  const written = await write(table, owner, () =>
    table.client.send(new UpdateCommand({ ...input, ReturnValues: 'ALL_NEW' })),
  );
  if (written.applied) return generationOf(written.output.Attributes ?? {});
  const stored = await get(table, ref);
  if (stored?.owner === owner && stored.state === 'running') return stored; // the answer to our own write was lost
  const isLeased = stored?.state === 'running' && (stored.leaseUntil ?? 0) >= now;
  return isLeased ? 'leased' : 'over';
}

interface Picture {
  readonly place: number;
  readonly outcome: PictureOutcome;
  readonly asset: AssetRecord | undefined;
}

async function record(
  table: MainTable,
  ref: GenerationRef,
  owner: string,
  { place, outcome, asset }: Picture,
): Promise<boolean> {
  const operation = digest('picture', ref.sub, ref.generationId, place, owner);
  const items: TransactionItem[] = [
    update(table.tableName, generationKey(ref.sub, ref.generationId), {
      set: { [`pictures.${place}`]: outcome, operation },
      when: [isOurs],
      values: { ':owner': owner, ':running': 'running' },
    }),
    ...(asset ? [put(table.tableName, assetItem(asset))] : []),
  ];
  return (await transact(table, operation, items, (row) => row['operation']?.S === operation)) === undefined;
}

async function removeAsset(table: MainTable, key: Key): Promise<boolean> {
  const { Attributes } = await send(table, key.sk, () =>
    table.client.send(new DeleteCommand({ TableName: table.tableName, Key: { ...key }, ReturnValues: 'ALL_OLD' })),
  );
  return Attributes !== undefined;
}

async function change(table: MainTable, { sub, generationId }: GenerationRef, changes: Change): Promise<boolean> {
  const input = updateOf(table.tableName, generationKey(sub, generationId), changes);
  return (await write(table, generationId, () => table.client.send(new UpdateCommand(input)))).applied;
}
