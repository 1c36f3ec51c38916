import { expect, it } from 'vitest';
import { createDynamoNotes } from '#adapters/dynamodb/notes';
import { createDynamoStagedWrites } from '#adapters/dynamodb/staged-writes';
import { createCountingIds, createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { addNote } from './notes.ts';

it('stores 20 notes of a person in a minute, and refuses the next until the minute is over', async () => {
  const clock = createManualClock();
  const table = { client: createMemoryDynamo(tableDefinitions, clock.now).client, tableName: TABLE_NAME, clock };
  const deps = { stagedWrites: createDynamoStagedWrites(table), clock, ids: createCountingIds() };
  const list = async (sub: string) => (await createDynamoNotes(table).list(sub, { limit: 100 })).items;
  const content = 'Rotates late.';

  await clock.advance(15_000);
  const note = await addNote('me', { content, category: 'goal' }, deps);
  expect(note).toEqual({
    noteId: expect.any(String),
    content,
    category: 'goal',
    createdAt: '2026-11-21T10:00:15.000Z',
  });
  expect(await list('me')).toEqual([note]);

  for (let count = 1; count < 20; count += 1) await addNote('me', { content, category: 'goal' }, deps);
  const refused = { code: 'rate_limited', retryAfterMs: 45_000 };
  await expect(addNote('me', { content, category: 'goal' }, deps)).rejects.toMatchObject(refused);
  await addNote('another', { content, category: 'goal' }, deps);
  await clock.advance(45_000);
  await addNote('me', { content, category: 'goal' }, deps);
  expect([(await list('me')).length, (await list('another')).length]).toEqual([21, 1]);
});
