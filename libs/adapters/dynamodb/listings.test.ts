import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createStoreClock } from '#testing/storage-fixtures';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { encodeCursor } from './cursors.ts';
import { gameKey, listKey, listSort } from './keys.ts';
import { type Listing, listPage } from './listings.ts';

const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22'];
const positionOf = (day: string) => listSort(`${day}T10:00:00.000Z`, day);

/** A list with one item a day. */
async function createList() {
  const dynamo = createMemoryDynamo(tableDefinitions);
  const table = { client: dynamo.client, tableName: TABLE_NAME, clock: createStoreClock() };
  for (const day of DAYS) {
    const Item = { ...gameKey('ann', day), day, listKey: listKey('ann', 'game'), listSort: positionOf(day) };
    await table.client.send(new PutCommand({ TableName: TABLE_NAME, Item }));
  }
  const list = (more: Partial<Listing<string>>) =>
    listPage(table, {
      ...{ sub: 'ann', list: 'game', limit: 10, sortOrder: 'asc' },
      keyOf: (id) => gameKey('ann', id),
      recordOf: ({ day }) => String(day),
      ...more,
    } as Listing<string>);
  return { list, calls: () => dynamo.consumed().calls };
}

describe('a page of a list', () => {
  it.each<[string | undefined, string | undefined, readonly string[]]>([
    [undefined, undefined, DAYS],
    ['2026-11-21', undefined, DAYS.slice(1)],
    [undefined, '2026-11-21', DAYS.slice(0, 2)],
    ['2026-11-21', '2026-11-21', DAYS.slice(1, 2)],
    ['2026-11-21T10:00:00.000Z', '2026-11-21T10:00:00.000Z', DAYS.slice(1, 2)],
    ['2026-11-22', '2026-11-21', []],
  ])('has from %s to %s the items of these days: %j', async (from, to, days) => {
    const { list } = await createList();
    expect((await list({ from, to })).items).toEqual(days);
  });

  it('reads nothing for a range that ends before it begins', async () => {
    const { list, calls } = await createList();
    const before = calls();
    expect(await list({ from: '2026-11-22', to: '2026-11-21' })).toEqual({ items: [] });
    expect(calls()).toBe(before);
  });

  it.each([
    [{ from: '2026-11-21' }, '2026-11-20'],
    [{ to: '2026-11-21' }, '2026-11-22'],
  ])('refuses a cursor outside of the range %j', async (range, day) => {
    const { list } = await createList();
    const cursor = encodeCursor(positionOf(day));
    await expect(list({ ...range, cursor })).rejects.toMatchObject({ code: 'validation_failed' });
    expect((await list({ cursor })).items).toEqual(DAYS.slice(DAYS.indexOf(day) + 1));
  });

  it('continues after a cursor at either end of the range', async () => {
    const { list } = await createList();
    const from = positionOf('2026-11-20');
    expect((await list({ from, cursor: encodeCursor(from) })).items).toEqual(DAYS.slice(1));
    expect((await list({ limit: 3 })).nextCursor).toBeUndefined();
    expect((await list({ limit: 2 })).nextCursor).toBe(encodeCursor(positionOf('2026-11-21')));
  });
});
