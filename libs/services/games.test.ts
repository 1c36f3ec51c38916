import { expect, it } from 'vitest';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { aGame } from '#testing/game-fixtures';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createStoreClock } from '#testing/storage-fixtures';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { importGames } from './games.ts';

it('counts imported, unchanged and rejected games, and a game that is given twice as unchanged', async () => {
  const { client } = createMemoryDynamo(tableDefinitions);
  const games = createDynamoGames({ client, tableName: TABLE_NAME, clock: createStoreClock() });
  const [old, fresh, twice] = [aGame(), aGame({}, 1), aGame({}, 2)];
  expect(await importGames('me', [old], { games })).toEqual({ imported: 1, unchanged: 0, rejected: [] });

  const later = { ...twice, score: 7 };
  expect(await importGames('me', [old, fresh, twice, { ...fresh, goals: -1 }, later], { games })).toEqual({
    imported: 2,
    unchanged: 2,
    rejected: [{ index: 3, code: 'validation_failed', fields: [expect.objectContaining({ path: 'goals' })] }],
  });
  expect((await games.list('me', { limit: 9 })).items).toMatchObject([later, fresh, old]);
});
