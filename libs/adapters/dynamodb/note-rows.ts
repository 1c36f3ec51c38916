import type { Note } from '#contract/games';
import { noteKey } from './keys.ts';
import { type Leg, putIfAbsent } from './legs.ts';

export const newNote = (tableName: string, sub: string, note: Note): Leg =>
  putIfAbsent(tableName, { ...noteKey(sub, note.noteId), ...note });
