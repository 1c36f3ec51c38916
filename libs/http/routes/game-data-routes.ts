import { type BenchmarkList, type GameList, ImportGames, NewNote, type NoteList } from '#contract/games';
import { ListQuery } from '#contract/requests';
import { PROVENANCE, RANK_BENCHMARKS } from '#domain/game-coach/rank-benchmarks';
import { CoachError } from '#ports/errors';
import type { Games, Notes } from '#ports/games';
import { importGames } from '#services/games';
import { addNote, type NotesDeps } from '#services/notes';
import { json, noContent } from '../answers.ts';
import { MAX_IMPORT_BYTES, readJson } from '../body.ts';
import type { Call, Route } from '../router.ts';
import { validate } from '../validate.ts';

export interface GameDataDeps extends NotesDeps {
  readonly games: Games;
  readonly notes: Notes;
}

const GAMES = '/coach/games';
const NOTES = '/coach/notes';

/** The player's own games and notes, and the rank benchmarks. */
export const gameDataRoutes = (deps: GameDataDeps): readonly Route[] => [
  {
    method: 'POST',
    pattern: GAMES,
    handle: async ({ sub, request }) =>
      json(200, await importGames(sub, validate(ImportGames, readJson(request, MAX_IMPORT_BYTES)).games, deps)),
  },
  {
    method: 'GET',
    pattern: GAMES,
    handle: async (call) => {
      const { items, nextCursor } = await deps.games.list(call.sub, pageOf(call));
      return json(200, { games: [...items], ...(nextCursor && { nextCursor }) } satisfies GameList);
    },
  },
  {
    method: 'GET',
    pattern: `${GAMES}/:gameId`,
    handle: async ({ sub, params }) => json(200, found(await deps.games.get(sub, params['gameId'] ?? ''))),
  },
  {
    method: 'DELETE',
    pattern: `${GAMES}/:gameId`,
    handle: async ({ sub, params }) => gone(await deps.games.remove(sub, params['gameId'] ?? '')),
  },
  {
    method: 'POST',
    pattern: NOTES,
    limit: 'notes',
    handle: async ({ sub, request }) => json(201, await addNote(sub, validate(NewNote, readJson(request)), deps)),
  },
  {
    method: 'GET',
    pattern: NOTES,
    handle: async (call) => {
      const { items, nextCursor } = await deps.notes.list(call.sub, pageOf(call));
      return json(200, { notes: [...items], ...(nextCursor && { nextCursor }) } satisfies NoteList);
    },
  },
  {
    method: 'DELETE',
    pattern: `${NOTES}/:noteId`,
    handle: async ({ sub, params }) => gone(await deps.notes.remove(sub, params['noteId'] ?? '')),
  },
  {
    method: 'GET',
    pattern: '/coach/benchmarks',
    handle: async () => json(200, { benchmarks: [...RANK_BENCHMARKS], source: PROVENANCE } satisfies BenchmarkList),
  },
];

function pageOf({ request }: Call) {
  const { limit, cursor } = validate(ListQuery, request.query);
  return { limit, ...(cursor !== undefined && { cursor }) };
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new CoachError('not_found', 'no such item');
  return value;
}

function gone(wasThere: boolean) {
  if (!wasThere) throw new CoachError('not_found', 'no such item');
  return noContent();
}
