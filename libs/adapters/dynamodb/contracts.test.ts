import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import { coachesContract } from '#testing/coaches-contract';
import { countsContract } from '#testing/counts-contract';
import { dueContract } from '#testing/due-contract';
import { gamesContract } from '#testing/games-contract';
import { holdsContract } from '#testing/holds-contract';
import { dynoxideBinary, type LocalDynamo, startDynamoDbLocal, startDynoxide } from '#testing/local-dynamo';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { notesContract } from '#testing/notes-contract';
import { recapsContract } from '#testing/recaps-contract';
import { reservationEndingsContract } from '#testing/reservation-endings-contract';
import { reservationSourcesContract } from '#testing/reservation-sources-contract';
import { reservationsContract } from '#testing/reservations-contract';
import { sessionListsContract } from '#testing/session-lists-contract';
import { sessionsContract } from '#testing/sessions-contract';
import { createStoreClock, type StoreUnderTest } from '#testing/storage-fixtures';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { turnChargesContract } from '#testing/turn-charges-contract';
import { turnClosingContract } from '#testing/turn-closing-contract';
import { turnCountersContract } from '#testing/turn-counters-contract';
import { turnEndingsContract } from '#testing/turn-endings-contract';
import { turnEventsContract } from '#testing/turn-events-contract';
import { turnFencingContract } from '#testing/turn-fencing-contract';
import { turnLedgerContract } from '#testing/turn-ledger-contract';
import { turnOpeningsContract } from '#testing/turn-openings-contract';
import { turnTopUpContract } from '#testing/turn-top-up-contract';
import { turnsContract } from '#testing/turns-contract';
import { createDynamoCoaches } from './coaches.ts';
import { createDynamoDue } from './due-items.ts';
import { createDynamoGames } from './games.ts';
import { createDynamoNotes } from './notes.ts';
import { createDynamoOutbox } from './outbox.ts';
import { createDynamoRecaps } from './recaps.ts';
import { createDynamoReservations } from './reservations.ts';
import { createDynamoSessions } from './sessions.ts';
import { createDynamoStagedWrites } from './staged-writes.ts';
import { createDynamoTurns } from './turns.ts';
import { createDynamoUsers } from './users.ts';

function storeOn(client: DynamoDBDocumentClient): StoreUnderTest {
  const clock = createStoreClock();
  const storage = { client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  return {
    turns: createDynamoTurns(storage),
    sessions: createDynamoSessions(storage),
    users: createDynamoUsers(storage),
    coaches: createDynamoCoaches(storage),
    games: createDynamoGames(storage),
    notes: createDynamoNotes(storage),
    stagedWrites: createDynamoStagedWrites(storage),
    recaps: createDynamoRecaps(storage),
    outbox: createDynamoOutbox(storage),
    due: createDynamoDue(storage),
    reservations: createDynamoReservations(storage),
    clock,
    async itemsOf(pk) {
      const KeyConditionExpression = 'pk = :pk';
      const query = { TableName: TABLE_NAME, KeyConditionExpression, ExpressionAttributeValues: { ':pk': pk } };
      return (await client.send(new QueryCommand({ ...query, ConsistentRead: true }))).Items ?? [];
    },
    async put(item) {
      await client.send(new PutCommand({ TableName: TABLE_NAME, Item: item }));
    },
  };
}

function contracts(name: string, open: () => StoreUnderTest) {
  turnsContract(name, open);
  turnFencingContract(name, open);
  turnEndingsContract(name, open);
  turnEventsContract(name, open);
  turnLedgerContract(name, open);
  turnClosingContract(name, open);
  turnCountersContract(name, open);
  turnTopUpContract(name, open);
  turnChargesContract(name, open);
  turnOpeningsContract(name, open);
  holdsContract(name, open);
  dueContract(name, open);
  reservationsContract(name, open);
  reservationEndingsContract(name, open);
  reservationSourcesContract(name, open);
  sessionsContract(name, open);
  sessionListsContract(name, open);
  coachesContract(name, open);
  gamesContract(name, open);
  notesContract(name, open);
  recapsContract(name, open);
  countsContract(name, open);
}

contracts('in memory', () => storeOn(createMemoryDynamo(tableDefinitions).client));

const engines = [
  { name: 'on Dynoxide', isHere: dynoxideBinary() !== undefined, start: startDynoxide },
  { name: 'on DynamoDB Local', isHere: process.env['DYNAMODB_LOCAL'] === '1', start: startDynamoDbLocal },
];

describe.each(engines.filter(({ isHere }) => isHere))('$name', ({ name, start }) => {
  let engine: LocalDynamo;
  beforeAll(async () => {
    engine = await start();
  });
  afterAll(() => engine?.stop());

  contracts(name, () => storeOn(engine.client));
});
