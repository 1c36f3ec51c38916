import { expect, it } from 'vitest';
import { createDynamoSessions } from '#adapters/dynamodb/sessions';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
import { createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createMemoryObjects } from '#testing/memory-objects';
import { EVENTS_TABLE_NAME, TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createDeleteUserData } from './delete-user-data.ts';

const REF = { sub: 'a-person', kind: 'coach_creator', sessionId: '01JD0000000000000000000000' } as const;
const EVENT = { job: 'delete-user-data', orderId: 'delete#1', ...REF };

async function createWorld() {
  const clock = createManualClock();
  const dynamo = createMemoryDynamo(tableDefinitions, clock.now);
  const storage = { client: dynamo.client, tableName: TABLE_NAME, eventsTableName: EVENTS_TABLE_NAME, clock };
  const sessions = createDynamoSessions(storage);
  const uploads = createDynamoUploads(storage);
  const objects = createMemoryObjects({ clock });
  const now = clock.now();
  const greeting = {
    messageId: 'm',
    seq: 0,
    role: 'assistant',
    content: [],
    createdAt: '2026-11-21T10:00:00Z',
  } as const;
  await sessions.create({
    ref: REF,
    now,
    expiresAt: null,
    state: {},
    messages: [greeting],
    rate: { window: 'sessions#now', limit: 9, endsAt: now + 1 },
  });
  const left = () =>
    [...dynamo.items(TABLE_NAME)].map(({ sk }) => String(sk)).filter((sk) => /^(SESSION|MSG)/.test(sk));
  return { sessions, left, work: createDeleteUserData({ sessions, uploads, objects }), now };
}

it('removes a marked session and its messages, also when the order comes twice', async () => {
  const { sessions, left, work, now } = await createWorld();
  await sessions.markDeleted(REF, { id: 'delete#1', job: 'delete-user-data', payload: REF }, now);
  await work(EVENT);
  await work(EVENT);
  expect(left()).toEqual([]);
});

it('keeps a session that is not marked', async () => {
  const { left, work } = await createWorld();
  await work(EVENT);
  expect(left()).toHaveLength(2);
});

it('throws for an event that is not an order', async () => {
  const { work } = await createWorld();
  expect(() => work({ ...EVENT, kind: 'other' })).toThrow();
});
