import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createDynamoRecaps } from '#adapters/dynamodb/recaps';
import { createDynamoReservations } from '#adapters/dynamodb/reservations';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import { chargeOf } from '#contract/usage';
import type { Json } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import { type RecapDeps, type RecapRequest, recapOf } from '#services/recap';
import { createCountingIds, createManualClock } from '../manual-clock.ts';
import { createMemoryDynamo } from '../memory-dynamo/engine.ts';
import { createRecordedTelemetry } from '../recorded-telemetry.ts';
import { createScriptedModel, type ModelStep, SCRIPTED_USAGE } from '../scripted-model.ts';
import { message, newSession } from '../storage-fixtures.ts';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '../tables.ts';

export const REF = { sub: 'a-person', kind: 'game_coach', sessionId: '01JD0000000000000000000000' } as const;
export const GOOD = { strengths: ['Saves'], weaknesses: ['Boost'], actionItems: ['Small pads'], summary: 'You asked.' };
export const CHARGE = chargeOf(SCRIPTED_USAGE);

/** A model that writes this recap. */
export const writes = (input: Json): readonly ModelStep[] => [{ tool: { name: 'write_recap', input } }];

/** Completed turns: `message 0` asks, `message 1` answers, and so on. */
export const turns = (messageCount: number): readonly MessageRecord[] =>
  Array.from({ length: messageCount }, (_, seq) =>
    message(seq, `message ${seq}`, {
      role: seq % 2 === 0 ? 'user' : 'assistant',
      turnId: `turn-${Math.floor(seq / 2)}`,
    }),
  );

/** Recaps over real adapters and an in-memory DynamoDB; only the model and time are simulated. */
export async function createRecapWorld(
  scripts: readonly (readonly ModelStep[])[] = [writes(GOOD)],
  messages = turns(4),
) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const sessions = createDynamoSessions(storage);
  const users = createDynamoUsers(storage);
  const telemetry = createRecordedTelemetry();
  const model = createScriptedModel(scripts, clock);
  await sessions.create(newSession(REF, { messages, expiresAt: null }));
  const deps = {
    recaps: createDynamoRecaps(storage),
    reservations: createDynamoReservations(storage),
    turns: createDynamoTurns(storage),
    sessions,
    users,
    model,
    clock,
    ids: createCountingIds(),
    telemetry,
  };
  const rowsOf = (prefix: string) =>
    [...dynamo.items(TABLE_NAME)].filter(({ sk }) => String(sk).startsWith(prefix)) as Record<string, unknown>[];
  return {
    ...deps,
    dynamo,
    rowsOf,
    /** @param over - Replaces ports. */
    recap: (request: Partial<RecapRequest> = {}, over: Partial<RecapDeps> = {}) =>
      recapOf(
        { ref: REF, startedAt: clock.now(), signal: new AbortController().signal, ...request },
        { ...deps, ...over },
      ),
    budget: () => users.budget(REF.sub, '2026-11'),
    /** State and amount of every reservation. */
    holds: () => rowsOf('RES#').map(({ state, amount }) => [state, amount]),
    claims: () => rowsOf('RECAP').filter((row) => row['owner'] !== undefined),
    sayMore: () =>
      dynamo.client.send(
        new UpdateCommand({
          TableName: TABLE_NAME,
          Key: { pk: `U#${REF.sub}`, sk: `SESSION#${REF.kind}#${REF.sessionId}` },
          UpdateExpression: 'ADD nextSeq :two',
          ExpressionAttributeValues: { ':two': 2 },
        }),
      ),
  };
}
