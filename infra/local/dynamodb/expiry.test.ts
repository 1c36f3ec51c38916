import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLocalClock } from '../clock.ts';
import { type Expiry, startExpiry } from './expiry.ts';
import { type ServedEngine, serveEngine } from './serve-engine.ts';

const HOUR_MS = 3_600_000;
const TableName = 'things';

let served: ServedEngine;
let expiry: Expiry;
beforeEach(async () => {
  served = await serveEngine();
});
afterEach(async () => {
  expiry.close();
  await served.close();
});

it('an expired item stays for two days of the local clock, and is then deleted', async () => {
  const clock = createLocalClock();
  const put = (sk: string, ttl: number | undefined) =>
    served.client.send(
      new PutItemCommand({
        TableName,
        Item: { pk: { S: 'a' }, sk: { S: sk }, ...(ttl !== undefined && { ttl: { N: String(ttl) } }) },
      }),
    );
  const inHours = (hours: number) => Math.floor((clock.now() + hours * HOUR_MS) / 1000);
  await put('expired', inHours(1));
  await put('expires later', inHours(30));
  await put('never', undefined);
  const left = async () => {
    const { Items = [] } = await served.client.send(new ScanCommand({ TableName, ConsistentRead: true }));
    return Items.map(({ sk }) => sk?.S).toSorted();
  };
  expiry = startExpiry({ endpoint: served.endpoint, tables: [{ tableName: TableName, attribute: 'ttl' }], clock });
  clock.advance(47 * HOUR_MS);
  await put('probe', inHours(-49));
  clock.advance(1.5 * HOUR_MS);
  await expect.poll(left).toEqual(['expired', 'expires later', 'never']);
  clock.advance(2 * HOUR_MS);
  await expect.poll(left).toEqual(['expires later', 'never']);
});
