import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Frame } from '#contract/sse';
import type { TurnRef } from '#ports/turn-records';
import { packFrames, unpackFrames } from './frames.ts';
import { epochPrefix, eventsKey, eventsPk } from './keys.ts';
import { queryRows } from './rows.ts';
import { send } from './send.ts';
import type { Storage } from './storage.ts';

/** How long the events of a turn can be replayed. Later its answer is sent as one snapshot. */
const RETENTION_MS = 24 * 60 * 60_000;

export const eventBatch = (ref: TurnRef, epoch: number, batch: number, frames: readonly Frame[], now: number) => ({
  ...eventsKey(ref, epoch, batch),
  frames: packFrames(frames),
  ttl: Math.ceil((now + RETENTION_MS) / 1000),
});

export async function appendEvents(
  { client, eventsTableName, clock }: Storage,
  ref: TurnRef,
  epoch: number,
  batch: number,
  frames: readonly Frame[],
): Promise<void> {
  const Item = eventBatch(ref, epoch, batch, frames, clock.now());
  await send({ clock }, Item.pk, () => client.send(new PutCommand({ TableName: eventsTableName, Item })));
}

/**
 * The events after `afterSeq`, without a gap. Once the first batch has expired by TTL the whole log counts as gone, so
 * that a replay is always complete.
 */
export async function readEvents(
  storage: Storage,
  ref: TurnRef,
  epoch: number,
  afterSeq: number,
): Promise<readonly Frame[]> {
  const rows = await queryRows(storage, {
    TableName: storage.eventsTableName,
    KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :epoch)',
    ExpressionAttributeValues: { ':pk': eventsPk(ref), ':epoch': epochPrefix(epoch) },
    ConsistentRead: true,
  });
  const nowSeconds = storage.clock.now() / 1000;
  if (rows.some((row) => Number(row['ttl']) <= nowSeconds)) return [];
  const frames = rows.flatMap((row) => unpackFrames(String(row['frames']), epoch));
  const gap = frames.findIndex(({ id }, place) => id?.seq !== place + 1);
  return (gap < 0 ? frames : frames.slice(0, gap)).filter(({ id }) => id !== undefined && id.seq > afterSeq);
}
