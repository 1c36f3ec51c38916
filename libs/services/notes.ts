import type { NewNote, Note } from '#contract/games';
import { type Ids, isoOf } from '#ports/clock';
import { type ApplyWriteDeps, applyWrite } from './apply-write.ts';

export interface NotesDeps extends ApplyWriteDeps {
  readonly ids: Ids;
}

/** Saves a note that a person wrote. @throws {CoachError} `rate_limited` */
export async function addNote(sub: string, { content, category }: NewNote, deps: NotesDeps): Promise<Note> {
  const note = { noteId: deps.ids.ulid(), content, category, createdAt: isoOf(deps.clock.now()) };
  await applyWrite(sub, { type: 'save_note', note }, deps);
  return note;
}
