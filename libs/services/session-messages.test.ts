import { expect, it } from 'vitest';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import type { MessageRecord } from '#ports/session-records';
import { createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { message, newSession } from '#testing/storage-fixtures';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { getSession } from './sessions.ts';

const REF = { sub: 'a-person', kind: 'game_coach', sessionId: '01JD0000000000000000000000' } as const;

async function createWorld(messages: readonly MessageRecord[]) {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const deps = { sessions: createDynamoSessions(storage), clock };
  await deps.sessions.create(newSession(REF, { messages, expiresAt: null }));
  const page = async (limit: number, cursor?: string) => {
    const { messages: read } = await getSession(REF, { limit, ...(cursor !== undefined && { cursor }) }, deps);
    return { seqs: read.items.map(({ seq }) => seq), nextCursor: read.nextCursor };
  };
  return { page };
}

const failed = (seq: number) => message(seq, 'Hi', { turnId: `turn-${seq}`, turnStatus: 'failed' });
const completed = (seq: number) => [
  message(seq, 'Hi', { turnId: `turn-${seq}` }),
  message(seq + 1, 'Hello', { turnId: `turn-${seq}`, role: 'assistant' }),
];

it('leaves failed turns out of message pages, except the last turn of the session', async () => {
  const { page } = await createWorld([failed(0), ...completed(1), failed(3), ...completed(4), failed(6)]);
  expect(await page(20)).toEqual({ seqs: [1, 2, 4, 5, 6], nextCursor: undefined });
});

it('fills message pages when failed turns are left out', async () => {
  const { page } = await createWorld([failed(0), ...completed(1), failed(3), ...completed(4)]);
  const first = await page(2);
  expect(first.seqs).toEqual([1, 2]);
  expect(await page(2, first.nextCursor)).toEqual({ seqs: [4, 5], nextCursor: undefined });
});

it('bounds the reads of one message page, which may then have fewer messages', async () => {
  const { page } = await createWorld([...Array.from({ length: 12 }, (_, seq) => failed(seq)), ...completed(12)]);
  const first = await page(1);
  expect(first.seqs).toEqual([]);
  expect((await page(20, first.nextCursor)).seqs).toEqual([12, 13]);
});
