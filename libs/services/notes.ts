import type { NewNote, Note } from '#contract/games';
import { type Clock, type Ids, isoOf } from '#ports/clock';
import type { Notes } from '#ports/games';
import { rateLimited } from './limits.ts';
import { minuteRate } from './rates.ts';

const NOTES_A_MINUTE = 20;
const MINUTE_MS = 60_000;

export interface NotesDeps {
  readonly notes: Notes;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Adds a note for the coach. @throws {CoachError} `rate_limited` */
export async function addNote(sub: string, { content, category }: NewNote, deps: NotesDeps): Promise<Note> {
  const note = { noteId: deps.ids.ulid(), content, category, createdAt: isoOf(deps.clock.now()) };
  await keepNote(sub, note, deps);
  return note;
}

/** @throws {CoachError} `rate_limited` */
export async function keepNote(sub: string, note: Note, { notes, clock }: Omit<NotesDeps, 'ids'>): Promise<void> {
  const now = clock.now();
  const isKept = await notes.add(sub, note, minuteRate('notes', now, NOTES_A_MINUTE));
  if (!isKept) throw rateLimited(now, MINUTE_MS);
}
