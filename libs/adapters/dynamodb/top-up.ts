import type { TopUp } from '#ports/turns';
import { budgetKey, reservationKey, turnKey } from './keys.ts';
import { digest, transact } from './send.ts';
import type { Storage } from './storage.ts';
import { check, update } from './transaction-items.ts';

/** The turn is a condition too, because a fenced producer must not change the next producer's hold. */
export async function topUp(
  storage: Storage,
  { ref, epoch, period, reservation, tokens, limit }: TopUp,
): Promise<'done' | 'no_room' | 'lost'> {
  const { tableName } = storage;
  const operation = digest('top up', ref.sub, ref.turnId, epoch, reservation.version);
  const isAsRead = '#state = :held AND #version = :version';
  const hasRoom = '#committed <= :room';
  const isOurs = '#epoch = :epoch AND #state = :running';
  const items = [
    update(tableName, reservationKey(ref, period), {
      set: { operation },
      add: { amount: tokens, version: 1 },
      when: [isAsRead],
      values: { ':held': 'held', ':version': reservation.version },
    }),
    update(tableName, budgetKey(ref.sub, period), {
      set: { limit },
      add: { committed: tokens },
      when: [hasRoom],
      values: { ':room': limit - tokens },
    }),
    check(tableName, turnKey(ref), { when: [isOurs], values: { ':epoch': epoch, ':running': 'running' } }),
  ];
  const refused = await transact(storage, operation, items, (item) => item['operation']?.S === operation);
  if (refused === undefined) return 'done';
  const [isMoved, isFull, isLost] = refused;
  return isFull && !isMoved && !isLost ? 'no_room' : 'lost';
}
