import type { Note } from '#contract/games';
import { listKey, listSort, noteKey } from './keys.ts';
import { type Leg, putIfAbsent } from './legs.ts';

/** A note, and its place in the person's list. */
export const newNote = (tableName: string, sub: string, note: Note): Leg =>
  putIfAbsent(tableName, {
    ...noteKey(sub, note.noteId),
    ...note,
    listKey: listKey(sub, 'note'),
    listSort: listSort(note.createdAt, note.noteId),
  });
