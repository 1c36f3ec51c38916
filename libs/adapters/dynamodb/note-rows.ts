import type { Note } from '#contract/games';
import { noteKey } from './keys.ts';
import { putIfAbsent, type TransactionItem } from './transaction-items.ts';

export const newNote = (tableName: string, sub: string, note: Note): TransactionItem =>
  putIfAbsent(tableName, { ...noteKey(sub, note.noteId), ...note });
