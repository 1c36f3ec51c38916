import * as z from 'zod/mini';
import { Note } from '#contract/games';
import type { Notes, RateWindow } from '#ports/games';
import { parseRow } from './items.ts';
import { noteKey } from './keys.ts';
import { listPage } from './listings.ts';
import { newNote } from './note-rows.ts';
import { countRate } from './rates.ts';
import { deleteRow } from './rows.ts';
import { digest, transact } from './send.ts';
import type { MainTable, Row } from './storage.ts';

const NoteRow = z.object(Note.shape);
const noteOf = (row: Row): Note => parseRow(NoteRow, row);

/** One item for each note, listed by its creation. */
export function createDynamoNotes(table: MainTable): Notes {
  return {
    add: (sub, note, rate) => add(table, sub, note, rate),

    list: (sub, { limit, cursor }) =>
      listPage(table, {
        sub,
        list: 'note',
        limit,
        cursor,
        sortOrder: 'desc',
        keyOf: (noteId) => noteKey(sub, noteId),
        recordOf: noteOf,
      }),

    remove: (sub, noteId) => deleteRow(table, noteKey(sub, noteId)),
  };
}

async function add(table: MainTable, sub: string, note: Note, rate: RateWindow | undefined): Promise<boolean> {
  const operation = digest('note', sub, note.noteId);
  const legs = [
    newNote(table.tableName, sub, note),
    ...(rate ? [countRate(table.tableName, sub, rate, table.clock.now())] : []),
  ];
  // Its id is fresh: where one stands already, it is this one, stored by an earlier try.
  return (await transact(table, operation, legs, () => true)) === undefined;
}
