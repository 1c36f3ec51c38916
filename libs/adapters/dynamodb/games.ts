import * as z from 'zod/mini';
import { Game } from '#contract/games';
import type { GameListing, Games } from '#ports/games';
import { countBefore, deleteCounted } from './counts.ts';
import { parseRow } from './items.ts';
import { gameKey, listKey, listSort } from './keys.ts';
import { listPage } from './listings.ts';
import { getRow, getRows, nameOf, putRows } from './rows.ts';
import type { MainTable, Row } from './storage.ts';

/** A game's fields are attributes of the item itself. */
const GameRow = z.object(Game.shape);
const FIELDS = z.keyof(Game).options;

const gameOf = (row: Row): Game => parseRow(GameRow, row);

/** One item per game, listed by the time of play. Each import replaces the whole item, so the last one wins. */
export function createDynamoGames(table: MainTable): Games {
  return {
    async put(sub, games) {
      const rows = await getRows(
        table,
        games.map(({ gameId }) => gameKey(sub, gameId)),
      );
      const changed = games.filter((game) => !isStored(game, rows.get(nameOf(gameKey(sub, game.gameId)))));
      const isNew = ({ gameId }: Game) => !rows.has(nameOf(gameKey(sub, gameId)));
      await countBefore(table, sub, 'games', changed.filter(isNew).length);
      await putRows(
        table,
        changed.map((game) => gameItem(sub, game)),
      );
      return { imported: changed.length, unchanged: games.length - changed.length };
    },

    async get(sub, gameId) {
      const row = await getRow(table, gameKey(sub, gameId));
      return row && gameOf(row);
    },

    list: (sub, listing) => list(table, sub, listing),
    remove: (sub, gameId) => deleteCounted(table, sub, gameKey(sub, gameId), 'games'),
  };
}

const gameItem = (sub: string, game: Game) => ({
  ...gameKey(sub, game.gameId),
  ...game,
  listKey: listKey(sub, 'game'),
  listSort: listSort(game.playedAt, game.gameId),
});

const isStored = (game: Game, row: Row | undefined): boolean =>
  row !== undefined && FIELDS.every((field) => row[field] === game[field]);

function list(table: MainTable, sub: string, { limit, cursor, from, mode, playlist }: GameListing) {
  const isAsked = (game: Game) =>
    (mode === undefined || game.mode === mode) &&
    (playlist === undefined || foldOf(game.playlist) === foldOf(playlist));
  return listPage(table, {
    sub,
    list: 'game',
    limit,
    cursor,
    sortOrder: 'desc',
    from,
    sparse: mode !== undefined || playlist !== undefined,
    keyOf: (gameId) => gameKey(sub, gameId),
    recordOf: (row) => {
      const game = gameOf(row);
      return isAsked(game) ? game : undefined;
    },
  });
}

const foldOf = (playlist: string): string => playlist.trim().toLowerCase();
