import { ListTablesCommand, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineClient } from '../dynamodb/tables.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { createPlayer, question } from './player.ts';

const TWO_DAYS_MS = 48 * 3_600_000;

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 } });
});
afterAll(() => stack?.close());

it('the event log of a turn is deleted two days after its expiry, and the answer stays', async () => {
  const player = await createPlayer(stack, 'player');
  expect((await player.ask(question('Hello'))).last).toMatchObject({ type: 'complete' });
  const { dynamodb, table } = (await (await fetch(`${stack.origin}/local/endpoints`)).json()) as Record<string, string>;
  const client = engineClient(dynamodb ?? '');
  const { TableNames = [] } = await client.send(new ListTablesCommand({}));
  const events = TableNames.find((name) => name !== table) ?? '';
  const itemsOf = async (TableName: string) => (await client.send(new ScanCommand({ TableName }))).Items ?? [];
  const log = await itemsOf(events);
  const expiresAt = Math.min(...log.map(({ ttl }) => Number(ttl?.['N']) * 1_000));
  const advanceTo = (time: number) => stack.clock.advance(time - stack.clock.now());
  // The last item of the same partition, and due a little sooner: the run that deletes it has checked the log before it.
  const probe = { pk: log[0]?.['pk'] ?? { S: '' }, sk: { S: '~' }, ttl: { N: String(expiresAt / 1_000 - 3_600) } };
  await client.send(new PutItemCommand({ TableName: events, Item: probe }));
  expect(await itemsOf(events)).toContainEqual(probe);

  advanceTo(expiresAt + TWO_DAYS_MS - 60_000);
  await expect.poll(() => itemsOf(events)).not.toContainEqual(probe);
  expect(await itemsOf(events)).toEqual(log);

  advanceTo(expiresAt + TWO_DAYS_MS + 3_600_000);
  await expect.poll(() => itemsOf(events)).toEqual([]);
  expect(await itemsOf(table ?? '')).not.toEqual([]);
  client.destroy();
});
