import { TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoBrandKits } from '#adapters/dynamodb/brand-kits';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoDrafts } from '#adapters/dynamodb/drafts';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRecaps } from '#adapters/dynamodb/recaps';
import { createDynamoReservations } from '#adapters/dynamodb/reservations';
import { createDynamoSearchCache } from '#adapters/dynamodb/search-cache';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoStagedWrites } from '#adapters/dynamodb/staged-writes';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { type Command, createMemoryDynamo, type MemoryDynamo } from '../memory-dynamo/engine.ts';
import { lostResponse } from '../memory-dynamo/errors.ts';
import { createStoreClock, type StoreUnderTest } from '../storage-fixtures.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';

/** An in-memory store, and its engine, in which tests cause failures. */
export function troubled(): StoreUnderTest & { readonly dynamo: MemoryDynamo } {
  const clock = createStoreClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  return {
    dynamo,
    clock,
    turns: createDynamoTurns(storage),
    sessions: createDynamoSessions(storage),
    users: createDynamoUsers(storage),
    coaches: createDynamoCoaches(storage),
    games: createDynamoGames(storage),
    notes: createDynamoNotes(storage),
    stagedWrites: createDynamoStagedWrites(storage),
    recaps: createDynamoRecaps(storage),
    uploads: createDynamoUploads(storage),
    brandKits: createDynamoBrandKits(storage),
    drafts: createDynamoDrafts(storage),
    generations: createDynamoGenerations(storage),
    searchCache: createDynamoSearchCache(storage),
    reservations: createDynamoReservations(storage),
    outbox: createDynamoOutbox(storage),
    due: createDynamoDue(storage),
    itemsOf: async (pk) => [...dynamo.items(TABLE_NAME)].filter((item) => item['pk'] === pk),
    put: async () => {},
  };
}

const isWrite = (command: Command) => command instanceof TransactWriteCommand || command instanceof UpdateCommand;

/** Makes the next `times` writes fail in this way. */
export function goWrong({ hooks }: MemoryDynamo, when: 'beforeApply' | 'afterApply', error: () => Error, times = 1) {
  let left = times;
  hooks[when] = (command) => {
    if (!isWrite(command) || left === 0) return;
    left -= 1;
    throw error();
  };
}

/** Applies the next write, loses its answer, and forgets its token as a restarted engine would. */
export function loseAnswer(dynamo: MemoryDynamo, forgetful: boolean) {
  goWrong(dynamo, 'afterApply', () => {
    if (forgetful) dynamo.forgetTokens();
    return lostResponse();
  });
}
