import type { StagedWrite, StagedWrites } from '#ports/staged-writes';
import { coachKey, noteKey } from './keys.ts';
import { newCoach } from './new-coach.ts';
import { countRate } from './rates.ts';
import { digest, transact } from './send.ts';
import type { MainTable } from './storage.ts';
import { putIfAbsent, type TransactionItem, update } from './transaction-items.ts';

/** A staged write as an item of the commit. @param now - Milliseconds since the epoch. */
export function stagedItem(tableName: string, sub: string, write: StagedWrite, now: number): TransactionItem {
  switch (write.type) {
    case 'order_build': {
      const { coachId, sessionId, deadline } = write;
      return update(tableName, coachKey({ sub, coachId }), newCoach({ sub, coachId, sessionId }, deadline, now));
    }
    case 'save_note':
      return putIfAbsent(tableName, { ...noteKey(sub, write.note.noteId), ...write.note });
    default:
      return write satisfies never;
  }
}

export const createDynamoStagedWrites = (table: MainTable): StagedWrites => ({
  async apply(sub, write, rate) {
    const now = table.clock.now();
    const items = [
      stagedItem(table.tableName, sub, write, now),
      ...(rate ? [countRate(table.tableName, sub, rate, now)] : []),
    ];
    // A write names its item by a fresh id, so an item that is already there was stored by an earlier try.
    return (await transact(table, digest('staged', sub, JSON.stringify(write)), items, () => true)) === undefined;
  },
});
