import type { GamesImported } from '#contract/games';
import { readImportedGames } from '#domain/game-coach/import-games';
import type { Games } from '#ports/games';

/** Stores the valid games. Importing the same games again changes nothing. */
export async function importGames(
  sub: string,
  given: readonly unknown[],
  { games }: { readonly games: Games },
): Promise<GamesImported> {
  const { games: valid, rejected, repeated } = readImportedGames(given);
  const { imported, unchanged } = await games.put(sub, valid);
  return { imported, unchanged: unchanged + repeated, rejected: [...rejected] };
}
