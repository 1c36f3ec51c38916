import { ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engineClient } from '../dynamodb/tables.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { createPlayer, question } from './player.ts';

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
  const count = async (TableName: string) => (await client.send(new ScanCommand({ TableName, Select: 'COUNT' }))).Count;
  expect(await count(events)).toBeGreaterThan(0);
  stack.clock.advance(80 * 3_600_000);
  await expect.poll(() => count(events)).toBe(0);
  expect(await count(table ?? '')).toBeGreaterThan(0);
  client.destroy();
});
