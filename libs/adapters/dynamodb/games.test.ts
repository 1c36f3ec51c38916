import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { aGame, aNote } from '#testing/game-fixtures';
import { createMemoryDynamo, type MemoryDynamo } from '#testing/memory-dynamo/engine';
import { lostResponse, throttled } from '#testing/memory-dynamo/errors';
import { createStoreClock, MINUTE, NOW } from '#testing/storage-fixtures';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createDynamoGames } from './games.ts';
import { createDynamoNotes } from './notes.ts';
import { createDynamoStagedWrites } from './staged-writes.ts';

const SUB = 'sub';

function open() {
  const clock = createStoreClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const table = { client: dynamo.client, tableName: TABLE_NAME, clock };
  return {
    dynamo,
    games: createDynamoGames(table),
    notes: createDynamoNotes(table),
    stagedWrites: createDynamoStagedWrites(table),
  };
}

/** Makes the next write fail. */
function goWrong({ hooks }: MemoryDynamo, when: 'beforeApply' | 'afterApply', error: () => Error) {
  hooks[when] = (command) => {
    if (command instanceof BatchGetCommand) return;
    delete hooks[when];
    throw error();
  };
}

const several = (count: number) => Array.from({ length: count }, (_, minute) => aGame({}, minute));

describe('putting games', () => {
  it('reads games in one request and writes only new or changed ones', async () => {
    const { dynamo, games } = open();
    const hundred = several(100);
    await games.put(SUB, hundred);
    const before = dynamo.consumed();
    await games.put(SUB, hundred);
    const after = dynamo.consumed();
    expect([after.calls - before.calls, after.writeUnits - before.writeUnits]).toEqual([1, 0]);
    await games.put(SUB, [...hundred.slice(1), aGame()]);
    // The reads, the total and the write.
    expect(dynamo.consumed().calls - after.calls).toBe(3);
  });

  it('writes all games when DynamoDB leaves items of a batch unprocessed', async () => {
    const { dynamo, games } = open();
    const sixty = several(60);
    const written = new Set<string>();
    // Every third item is left at its first attempt. A read has only the key of an item, and nothing of it is left.
    dynamo.hooks.isLeft = ({ sk, playedAt }) =>
      playedAt !== undefined && !written.has(String(sk)) && written.add(String(sk)).size % 3 === 0;
    expect(await games.put(SUB, sixty)).toEqual({ imported: 60, unchanged: 0 });
    expect(written.size).toBe(60);
    expect((await games.list(SUB, { limit: 100 })).items).toEqual([...sixty].reverse());
  });

  it.each([
    ['beforeApply', throttled],
    ['afterApply', lostResponse],
  ] as const)('stores a game when one request fails in %s', async (when, error) => {
    const { dynamo, games } = open();
    const [game] = several(1) as [ReturnType<typeof aGame>];
    goWrong(dynamo, when, error);
    expect(await games.put(SUB, [game])).toEqual({ imported: 1, unchanged: 0 });
    expect(await games.get(SUB, game.gameId)).toEqual(game);
  });

  it('reports a game as removed when the first response was lost', async () => {
    const { dynamo, games } = open();
    const game = aGame();
    await games.put(SUB, [game]);
    goWrong(dynamo, 'afterApply', lostResponse);
    expect([await games.remove(SUB, game.gameId), await games.remove(SUB, game.gameId)]).toEqual([true, false]);
  });
});

it.each([{ forgetful: false }, { forgetful: true }])(
  'adds a note once when its response was lost (tokens forgotten: $forgetful)',
  async ({ forgetful }) => {
    const { dynamo, notes, stagedWrites } = open();
    const note = aNote();
    goWrong(dynamo, 'afterApply', () => {
      if (forgetful) dynamo.forgetTokens();
      return lostResponse();
    });
    const rate = { window: 'notes#x', limit: 1, endsAt: NOW + MINUTE };
    expect(await stagedWrites.apply(SUB, { type: 'save_note', note }, rate)).toBe(true);
    expect((await notes.list(SUB, { limit: 5 })).items).toEqual([note]);
    const counter = [...dynamo.items(TABLE_NAME)].find(({ sk }) => sk === 'RATE#notes#x');
    expect(counter).toMatchObject({ count: 1, ttl: (NOW + 61 * MINUTE) / 1000 });
  },
);
