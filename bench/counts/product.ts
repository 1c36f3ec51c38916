import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoGames } from '#adapters/dynamodb/games';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoOutbox } from '#adapters/dynamodb/outbox';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { COACHES } from '#contract/coaches';
import { createGameCoach } from '#domain/game-coach/game-coach';
import { createRouter } from '#http/router';
import { coachCreatorTurnRoutes } from '#http/routes/coach-creator-turn-routes';
import { gameCoachTurnRoutes } from '#http/routes/game-coach-turn-routes';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { type Command, createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel, type ModelStep } from '#testing/scripted-model';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';

export const PERSON = 'a-person';

/** A storage call of one turn, in virtual milliseconds. */
export interface StorageCall {
  readonly startedAt: number;
  readonly endedAt: number;
  /** Whether the call writes the event log or a heartbeat; both run in parallel with the stream. */
  readonly isLog: boolean;
}

/** Latency of every storage call, so that each call that a turn waits for shows in the virtual time. */
export const STORAGE_MS = 10;

/**
 * The handlers of the functions as they are deployed, with their own adapters. Storage, model and clock are fakes that
 * count the calls.
 */
export async function createProduct(script: readonly ModelStep[]) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const calls: StorageCall[] = [];
  const client = {
    async send(command: Command) {
      const startedAt = clock.now();
      await clock.sleep(STORAGE_MS);
      calls.push({ startedAt, endedAt: clock.now(), isLog: isLog(command) });
      return dynamo.client.send(command as never);
    },
  } as unknown as typeof dynamo.client;
  const storage = { client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const model = createScriptedModel([script], clock);
  const asked: number[] = [];
  const deps = {
    tokens: { verify: async () => ({ sub: PERSON }) },
    turns: createDynamoTurns(storage),
    rates: createDynamoRates(storage),
    games: createDynamoGames(storage),
    notes: createDynamoNotes(storage),
    outbox: createDynamoOutbox(storage),
    jobs: { start: async () => {} },
    maxSteps: 10,
    model: {
      stream: (...request: Parameters<typeof model.stream>) => {
        asked.push(clock.now());
        return model.stream(...request);
      },
    },
    clock,
    ids: createCountingIds(),
    telemetry: createRecordedTelemetry(),
  };
  const put = (Item: object) => dynamo.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  await put({ pk: `U#${PERSON}`, sk: 'PROFILE', tier: 'studio' });
  const coaches = {
    [COACHES.coachCreator.kind]: createRouter(coachCreatorTurnRoutes(deps), deps),
    [COACHES.gameCoach.kind]: createRouter(gameCoachTurnRoutes(createGameCoach(deps), deps), deps),
  };
  return { clock, dynamo, calls, asked, deps, put, coaches };
}

export type Product = Awaited<ReturnType<typeof createProduct>>;
export type CountedKind = keyof Product['coaches'];

function isLog(command: Command): boolean {
  const {
    TableName,
    UpdateExpression = '',
    TransactItems,
  } = command.input as {
    TableName?: string;
    UpdateExpression?: string;
    TransactItems?: unknown;
  };
  return TableName === EVENTS_TABLE_NAME || (!TransactItems && UpdateExpression.includes('leaseUntil'));
}
