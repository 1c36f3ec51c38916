import { expect, it } from 'vitest';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { summaryOrder } from '#domain/summary/summary-order';
import { createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { createScriptedModel } from '#testing/scripted-model';
import { message, newSession } from '#testing/storage-fixtures';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createSummarizeConversation } from './summarize-conversation.ts';

const REF = { sub: 'a-person', kind: 'game_coach', sessionId: '01JD0000000000000000000000' } as const;

async function createWorld() {
  const clock = createManualClock();
  const { client } = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const sessions = createDynamoSessions(storage);
  const answer = { name: 'write_summary', input: { narrative: 'They train.' } };
  const model = createScriptedModel([[{ tool: answer }]], clock);
  const messages = Array.from({ length: 18 }, (_, seq) =>
    message(seq, `message ${seq}`, { role: seq % 2 === 0 ? 'user' : 'assistant', turnId: `turn-${seq >> 1}` }),
  );
  await sessions.create(newSession(REF, { messages, expiresAt: null }));
  return {
    sessions,
    work: createSummarizeConversation({ sessions, model, clock, telemetry: createRecordedTelemetry() }),
  };
}

it('writes the summary that a finished turn orders', async () => {
  const { sessions, work } = await createWorld();
  const [order] = summaryOrder({ ...REF, turnId: 'turn-8', session: { ...REF, nextSeq: 16 } }, 1);
  expect(await work({ job: order?.job, orderId: order?.id, ...order?.payload })).toBe('written');
  expect((await sessions.get(REF))?.summary).toEqual({ text: 'They train.', upTo: 8 });
});

it('throws for an event that is not an order', async () => {
  const { work } = await createWorld();
  expect(() => work({ ...REF, kind: 'other' })).toThrow();
});
