import type { StagedWrite } from '#ports/staged-writes';
import { newCoach } from './coach-rows.ts';
import { coachKey } from './keys.ts';
import { newNote } from './note-rows.ts';
import { type TransactionItem, update } from './transaction-items.ts';

/** A staged write as an item of the commit. @param now - Milliseconds since the epoch. */
export function stagedItem(tableName: string, sub: string, write: StagedWrite, now: number): TransactionItem {
  switch (write.type) {
    case 'order_build': {
      const { coachId, sessionId, deadline } = write;
      return update(tableName, coachKey({ sub, coachId }), newCoach({ sub, coachId, sessionId }, deadline, now));
    }
    case 'save_note':
      return newNote(tableName, sub, write.note);
    default:
      return write satisfies never;
  }
}
