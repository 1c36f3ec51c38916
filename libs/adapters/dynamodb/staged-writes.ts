import { countExceeded } from '#ports/counts';
import { countedBy, type StagedWrite, type StagedWrites } from '#ports/staged-writes';
import { countOne } from './counts.ts';
import { coachKey, draftKey, noteKey } from './keys.ts';
import { newCoach } from './new-coach.ts';
import { countRate } from './rates.ts';
import { digest, transact } from './send.ts';
import type { MainTable } from './storage.ts';
import { put, putIfAbsent, type TransactionItem, update } from './transaction-items.ts';

/** A staged write as an item of the commit. @param now - Milliseconds since the epoch. */
export function stagedItem(tableName: string, sub: string, write: StagedWrite, now: number): TransactionItem {
  switch (write.type) {
    case 'order_build': {
      const { coachId, sessionId, deadline } = write;
      return update(tableName, coachKey({ sub, coachId }), newCoach({ sub, coachId, sessionId }, deadline, now));
    }
    case 'save_note':
      return putIfAbsent(tableName, { ...noteKey(sub, write.note.noteId), ...write.note });
    case 'save_draft':
      return put(tableName, { ...draftKey({ sub, sessionId: write.sessionId }, write.draft.version), ...write.draft });
    default:
      return write satisfies never;
  }
}

export const createDynamoStagedWrites = (table: MainTable): StagedWrites => ({
  async apply(sub, write, rate) {
    const now = table.clock.now();
    const items = [
      stagedItem(table.tableName, sub, write, now),
      countOne(table.tableName, sub, countedBy[write.type]),
      ...(rate ? [countRate(table.tableName, sub, rate, now)] : []),
    ];
    // A write names its item by a fresh id, so an item that is already there was stored by an earlier try.
    const refused = await transact(table, digest('staged', sub, JSON.stringify(write)), items, () => true);
    // A refusal that ends on its own does not hide one that does not.
    if (refused?.[1]) throw countExceeded(countedBy[write.type]);
    return refused === undefined;
  },
});
