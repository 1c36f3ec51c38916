import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Game, Note } from '#contract/games';
import { MINUTE, NOW } from './storage-fixtures.ts';

const isoAt = (minutes: number) => new Date(NOW + minutes * MINUTE).toISOString();

/** A won game in doubles with only the fields that every parser fills. @param minute - Time of play, after `NOW`. */
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

/** A game with every field that a parser may fill. */
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

/** @param minute - Time of creation, after `NOW`. */
export const aNote = (fields: Partial<Note> = {}, minute = 0): Note => ({
  // A ULID, because note ids sort by creation.
  noteId: ulid(NOW + minute * MINUTE),
  content: 'Rotates back too late.\nMisses the far post.',
  category: 'weakness',
  createdAt: isoAt(minute),
  ...fields,
});
