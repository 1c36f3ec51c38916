import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineClient } from '../dynamodb/tables.ts';
import { throttleDynamo } from '../dynamodb/throttle.ts';
import { type LoopbackServer, readBody, sendJson, serveLoopback } from '../loopback-server.ts';
import { startFaultProxy } from './fault-proxy.ts';
import { createFaults, type FaultKind, type Faults } from './faults.ts';

let upstream: LoopbackServer;
let proxy: LoopbackServer;
let faults: Faults;
let client: DynamoDBClient;
/** Request bodies that reached the service. */
let arrived: unknown[];

beforeEach(async () => {
  arrived = [];
  faults = createFaults(7);
  upstream = await serveLoopback(0, async (request, response) => {
    arrived.push(JSON.parse((await readBody(request, 1e6)).toString()));
    sendJson(
      response,
      200,
      { Item: { pk: { S: String(arrived.length) } } },
      { 'content-type': 'application/x-amz-json-1.0' },
    );
  });
  proxy = await startFaultProxy({
    upstream: () => upstream.url,
    faults: faults.of('dynamodb'),
    throttle: throttleDynamo,
  });
  client = engineClient(proxy.url);
});
afterEach(async () => {
  client.destroy();
  await proxy.close();
  await upstream.close();
});

const get = (options?: { abortSignal: AbortSignal }) =>
  client.send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'a' } } }), options);
const strike = (kind: FaultKind, times = 1) => faults.add({ target: 'dynamodb', kind, probability: 1, times });

it('forwards requests unchanged', async () => {
  await client.send(new PutItemCommand({ TableName: 't', Item: { pk: { S: 'ä' } } }));
  expect(arrived).toEqual([{ TableName: 't', Item: { pk: { S: 'ä' } } }]);
});

describe('the SDK', () => {
  it('the SDK recognizes a throttle, and succeeds when it is over', async () => {
    strike('throttle', 10);
    await expect(get()).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      $metadata: { httpStatusCode: 400 },
    });
    expect(arrived).toEqual([]);
    faults.clear();
    expect((await get()).Item).toEqual({ pk: { S: '1' } });
  });

  it('the SDK retries a request whose response was lost, so it arrives twice', async () => {
    strike('lost-response');
    expect((await get()).Item).toEqual({ pk: { S: '2' } });
    expect(arrived).toHaveLength(2);
  });

  it('the SDK receives one response for a request that was delivered twice', async () => {
    strike('duplicate');
    expect((await get()).Item).toEqual({ pk: { S: '1' } });
    expect(arrived).toHaveLength(2);
  });

  it('the SDK fails while the service is down, and succeeds when it is back', async () => {
    strike('down', 20);
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
    faults.clear();
    expect((await get()).Item).toBeDefined();
    expect(arrived).toHaveLength(1);
  });

  it('the SDK receives no response when the service times out', async () => {
    strike('timeout');
    await expect(get({ abortSignal: AbortSignal.timeout(80) })).rejects.toThrow();
    expect(arrived).toEqual([]);
  });

  it('the SDK receives ECONNRESET when the service is closed', async () => {
    await upstream.close();
    await expect(get()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});

describe('random faults', () => {
  const strikes = (seed: number) => {
    const some = createFaults(seed);
    some.add({ target: 'dynamodb', kind: 'down', probability: 0.3, times: undefined });
    return Array.from({ length: 200 }, () => some.next('dynamodb') ?? '-').join('');
  };

  it('random faults are equal for equal seeds and differ for other seeds', () => {
    expect(strikes(1)).toBe(strikes(1));
    expect(strikes(1)).not.toBe(strikes(2));
    expect(strikes(1).split('down').length - 1).toBeGreaterThan(40);
    expect(strikes(1).split('down').length - 1).toBeLessThan(80);
  });

  it('rules apply to their target, in order, and at most as often as allowed', () => {
    const some = createFaults(1);
    some.add({ target: 'rest', kind: 'throttle', probability: 1, times: 2 });
    some.add({ target: 'rest', kind: 'down', probability: 1, times: 1 });
    expect([some.next('stream'), some.next('rest'), some.next('rest'), some.next('rest'), some.next('rest')]).toEqual([
      undefined,
      'throttle',
      'throttle',
      'down',
      undefined,
    ]);
  });
});
