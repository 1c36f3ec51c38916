import type { StagedWrite } from '#ports/turns';
import { newCoach } from './coach-rows.ts';
import { coachKey } from './keys.ts';
import { type Leg, update } from './legs.ts';
import { newNote } from './note-rows.ts';

/** What becomes true with an answer, as a leg of its commit. @param now - Milliseconds since the epoch. */
export function stagedLeg(tableName: string, sub: string, write: StagedWrite, now: number): Leg {
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
