import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Game, Note } from '#contract/games';
import { MINUTE, NOW } from './storage-fixtures.ts';

const isoAt = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

/** A game in doubles, won, as a parser gives it that knows little. @param minute - When it was played, after `NOW`. */
export const aGame = (fields: Partial<Game> = {}, minute = 0): Game => ({
  gameId: randomUUID(),
  playedAt: isoAt(minute),
  mode: 'doubles',
  playlist: 'Ranked Doubles',
  won: true,
  goals: 1,
  assists: 1,
  saves: 2,
  shots: 4,
  score: 420,
  ...fields,
});

/** With everything that a parser may know. */
export const aFullGame = (fields: Partial<Game> = {}, minute = 0): Game => ({
  ...aGame({}, minute),
  boostPerMinute: 385.25,
  supersonicPct: 14.2,
  aerials: 3,
  wavedashes: 1,
  rank: 'Platinum I',
  durationSeconds: 312,
  ...fields,
});

/** @param minute - When it was written, after `NOW`. */
export const aNote = (fields: Partial<Note> = {}, minute = 0): Note => ({
  // Sorts by creation, as ids of notes do.
  noteId: ulid(NOW + minute * MINUTE),
  content: 'Rotates back too late.\nMisses the far post.',
  category: 'weakness',
  createdAt: isoAt(minute),
  ...fields,
});
