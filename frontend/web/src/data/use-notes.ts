import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewNote } from '#contract/games';
import { freshen } from './freshen.ts';
import { KEYS } from './keys.ts';
import { useGameRest } from './use-game-rest.ts';
import { usePages } from './use-pages.ts';

const PAGE = 20;

/** Coaching notes, newest first. */
export function useNotes() {
  const { notes } = useGameRest();
  const query = usePages(KEYS.notes, notes.list, PAGE);
  return { query, notes: query.data?.pages.flatMap((page) => page.notes) ?? [] };
}

export function useAddNote() {
  const { notes } = useGameRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (note: NewNote) => notes.add(note),
    onSuccess: () => freshen(queries, KEYS.notes),
  });
}

export function useDeleteNote(noteId: string) {
  const { notes } = useGameRest();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => notes.delete(noteId),
    onSuccess: () => freshen(queries, KEYS.notes),
  });
}
