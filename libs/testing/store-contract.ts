import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
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
import { brandKitsContract } from './brand-kits-contract.ts';
import { coachesContract } from './coaches-contract.ts';
import { countsContract } from './counts-contract.ts';
import { draftsContract } from './drafts-contract.ts';
import { dueContract } from './due-contract.ts';
import { gamesContract } from './games-contract.ts';
import { generationsContract } from './generations-contract.ts';
import { holdsContract } from './holds-contract.ts';
import { notesContract } from './notes-contract.ts';
import { recapsContract } from './recaps-contract.ts';
import { reservationEndingsContract } from './reservation-endings-contract.ts';
import { reservationSourcesContract } from './reservation-sources-contract.ts';
import { reservationsContract } from './reservations-contract.ts';
import { searchCacheContract } from './search-cache-contract.ts';
import { sessionChangesContract } from './session-changes-contract.ts';
import { sessionDeletionContract } from './session-deletion-contract.ts';
import { sessionListsContract } from './session-lists-contract.ts';
import { sessionsContract } from './sessions-contract.ts';
import { createStoreClock, type StoreUnderTest } from './storage-fixtures.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME } from './tables.ts';
import { turnChargesContract } from './turn-charges-contract.ts';
import { turnClaimsContract } from './turn-claims-contract.ts';
import { turnClosingContract } from './turn-closing-contract.ts';
import { turnCountersContract } from './turn-counters-contract.ts';
import { turnEndingsContract } from './turn-endings-contract.ts';
import { turnEventsContract } from './turn-events-contract.ts';
import { turnFencingContract } from './turn-fencing-contract.ts';
import { turnLedgerContract } from './turn-ledger-contract.ts';
import { turnOpeningsContract } from './turn-openings-contract.ts';
import { turnTopUpContract } from './turn-top-up-contract.ts';
import { turnsContract } from './turns-contract.ts';
import { uploadsContract } from './uploads-contract.ts';

/** The adapters of DynamoDB on one engine. */
export function storeOn(client: DynamoDBDocumentClient): StoreUnderTest {
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
    brandKits: createDynamoBrandKits(storage),
    drafts: createDynamoDrafts(storage),
    generations: createDynamoGenerations(storage),
    uploads: createDynamoUploads(storage),
    searchCache: createDynamoSearchCache(storage),
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

/** Every promise of the store. */
export function storeContract(name: string, open: () => StoreUnderTest) {
  turnsContract(name, open);
  turnFencingContract(name, open);
  turnEndingsContract(name, open);
  turnEventsContract(name, open);
  turnLedgerContract(name, open);
  turnClaimsContract(name, open);
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
  sessionDeletionContract(name, open);
  sessionListsContract(name, open);
  coachesContract(name, open);
  gamesContract(name, open);
  notesContract(name, open);
  recapsContract(name, open);
  searchCacheContract(name, open);
  countsContract(name, open);
  draftsContract(name, open);
  brandKitsContract(name, open);
  generationsContract(name, open);
  sessionChangesContract(name, open);
  uploadsContract(name, open);
}
