import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoBrandKits } from '#adapters/dynamodb/brand-kits';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoDrafts } from '#adapters/dynamodb/drafts';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoRecaps } from '#adapters/dynamodb/recaps';
import { createDynamoReservations } from '#adapters/dynamodb/reservations';
import { createDynamoSearchCache } from '#adapters/dynamodb/search-cache';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoStagedWrites } from '#adapters/dynamodb/staged-writes';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { CoachError } from '#ports/errors';
import { createAnsweringModel } from '../answering-model.ts';
import { imageFile } from '../image-files.ts';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { createMemoryObjects } from '../memory-objects.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import type { ModelStep } from '../scripted-model.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';

/** The people of the world, each with a tier. A token is `Bearer` and the name. */
export const PEOPLE = { ann: 'studio', bob: 'free' } as const;

/** The key of an image that Ann has uploaded. */
export const UPLOAD = 'user-uploads/ann/01JD0000000000000000000001.png';

const POINTS = { strengths: ['Saves'], weaknesses: ['Boost'], actionItems: ['Pads'], summary: 'You asked.' };

const answer = (forcedTool: string | undefined): readonly ModelStep[] =>
  forcedTool === undefined ? [{ text: 'Fine.' }] : [{ tool: { name: forcedTool, input: POINTS } }];

/** Everything that the product's routes need, on an in-memory DynamoDB and virtual time. */
export async function createProductWorld() {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  for (const [name, tier] of Object.entries(PEOPLE)) {
    const Item = { pk: `U#${name}`, sk: 'PROFILE', tier };
    await storage.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  }
  const objects = createMemoryObjects({ clock });
  objects.addUpload({ key: UPLOAD, bytes: imageFile('image/png'), contentType: 'image/png' });
  const deps = {
    tokens: {
      verify: async (authorization: string | undefined) => {
        const name = authorization?.replace(/^Bearer /, '') ?? '';
        if (!(name in PEOPLE)) throw new CoachError('invalid_token', 'unknown');
        return { sub: name };
      },
    },
    sessions: createDynamoSessions(storage),
    turns: createDynamoTurns(storage),
    users: createDynamoUsers(storage),
    coaches: createDynamoCoaches(storage),
    games: createDynamoGames(storage),
    brandKits: createDynamoBrandKits(storage),
    drafts: createDynamoDrafts(storage),
    uploads: createDynamoUploads(storage),
    generations: createDynamoGenerations(storage),
    imageModel: { startsFromPictures: true },
    notes: createDynamoNotes(storage),
    stagedWrites: createDynamoStagedWrites(storage),
    rates: createDynamoRates(storage),
    recaps: createDynamoRecaps(storage),
    reservations: createDynamoReservations(storage),
    outbox: createDynamoOutbox(storage),
    objects,
    jobs: { start: async () => undefined },
    model: createAnsweringModel(({ forcedTool }) => answer(forcedTool), clock),
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
    grounding: {
      search: undefined,
      cache: createDynamoSearchCache(storage),
      clock,
      telemetry: createRecordedTelemetry(),
    },
    maxSteps: 3,
    notice: '',
  };
  return { clock, dynamo, storage, deps };
}
