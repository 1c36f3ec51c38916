import * as z from 'zod/mini';
import { Note } from '#contract/games';
import type { Notes } from '#ports/games';
import { deleteCounted } from './counts.ts';
import { decodeCursor, encodeCursor } from './cursors.ts';
import { parseRow } from './items.ts';
import { noteKey } from './keys.ts';
import { queryRows } from './rows.ts';
import type { MainTable, Row } from './storage.ts';

const NoteRow = z.object(Note.shape);
const noteOf = (row: Row): Note => parseRow(NoteRow, row);

const NOTE_ID = /^[\w-]{1,64}$/;

/** One item per note. */
export function createDynamoNotes(table: MainTable): Notes {
  return {
    list: (sub, page) => list(table, sub, page),

    remove: (sub, noteId) => deleteCounted(table, sub, noteKey(sub, noteId), 'notes'),
  };
}

/** Ordered by id, which sorts by creation: one consistent read, which can run beside a turn's admission. */
async function list(table: MainTable, sub: string, { limit, cursor }: Parameters<Notes['list']>[1]) {
  const start = cursor === undefined ? undefined : noteKey(sub, decodeCursor(cursor, NOTE_ID));
  const rows = await queryRows(
    table,
    {
      KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :notes)',
      ExpressionAttributeValues: { ':pk': noteKey(sub, '').pk, ':notes': noteKey(sub, '').sk },
      ConsistentRead: true,
      ScanIndexForward: false,
      // One row more than the page holds shows that another page follows.
      Limit: limit + 1,
      ...(start && { ExclusiveStartKey: start }),
    },
    limit + 1,
  );
  const items = rows.slice(0, limit).map(noteOf);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, ...(last && { nextCursor: encodeCursor(last.noteId) }) };
}
