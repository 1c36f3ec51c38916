import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createSocketServer } from 'node:net';
import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from 'vitest';
import { createBedrockClient } from '../bedrock/client.ts';
import { createDocumentClient } from '../dynamodb/client.ts';
import { openConnections } from './open-connections.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

interface Seen {
  readonly requests: string[];
  connections: number;
}

async function service(answer: (response: ServerResponse) => void) {
  const seen: Seen = { requests: [], connections: 0 };
  const server = createServer(({ method, url, headers }: IncomingMessage, response) => {
    seen.requests.push(`${method} ${url}${'authorization' in headers ? ' signed' : ''}`);
    answer(response);
  });
  server.on('connection', () => {
    seen.connections += 1;
  });
  return { seen, endpoint: await listen(server) };
}

const clientsOf = (tables: string, model: string) => {
  const account = { region: 'us-east-1', credentials: { accessKeyId: 'id', secretAccessKey: 'secret' } };
  return {
    tables: createDocumentClient({ ...account, endpoint: tables }),
    model: createBedrockClient({ ...account, endpoint: model }),
  };
};

it('the clients give up a silent table after 3 s and a silent model after 60 s, and limit no connections to a model', async () => {
  const tables = await service((response) => response.end('{"Items":[]}'));
  const model = await service((response) => response.writeHead(404).end('{"message":"none"}'));
  const clients = clientsOf(tables.endpoint, model.endpoint);
  const query = new QueryCommand({ TableName: 'main', KeyConditionExpression: 'pk = :pk' });
  await clients.tables.send(query); // a client has no settings before its first request
  await expect(clients.model.send(new ConverseStreamCommand({ modelId: 'm', messages: [] }))).rejects.toThrow('none');
  const settingsOf = async ({ config }: (typeof clients)['tables'] | (typeof clients)['model']) => ({
    attempts: await config.maxAttempts(),
    ...(config.requestHandler as NodeHttpHandler).httpHandlerConfigs(),
  });
  expect(await settingsOf(clients.tables)).toMatchObject({
    attempts: 3,
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    throwOnRequestTimeout: true,
  });
  const agent = { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY };
  expect(await settingsOf(clients.model)).toMatchObject({
    attempts: 2,
    connectionTimeout: 3_000,
    socketTimeout: 60_000,
    httpAgent: agent,
    httpsAgent: agent,
  });
});

describe('openConnections', () => {
  it('opens all connections of the first turns with unsigned requests that cost nothing', async () => {
    const tables = await service((response) => response.end('{"Items":[]}'));
    const model = await service((response) => response.writeHead(404).end('{"message":"none"}'));
    const clients = clientsOf(tables.endpoint, model.endpoint);

    await openConnections(clients);
    expect(tables.seen).toEqual({ requests: ['GET /ping', 'GET /ping'], connections: 2 });
    expect(model.seen).toEqual({ requests: ['GET /ping'], connections: 1 });

    const query = new QueryCommand({ TableName: 'main', KeyConditionExpression: 'pk = :pk' });
    for (let turn = 0; turn < 3; turn += 1) {
      await Promise.all([clients.tables.send(query), clients.tables.send(query)]);
      const ask = clients.model.send(new ConverseStreamCommand({ modelId: 'm', messages: [] }));
      await expect(ask).rejects.toThrow('none');
    }
    expect(tables.seen.requests.slice(2)).toEqual(Array(6).fill('POST / signed'));
    expect(model.seen.requests.slice(1)).toEqual(Array(3).fill('POST /model/m/converse-stream signed'));
    expect([tables.seen.connections, model.seen.connections]).toEqual([2, 1]);
  });

  it('gives up silently when a server is down or does not answer', async () => {
    const silent = await listen(createSocketServer((socket) => void socket.on('error', () => undefined)));
    await expect(openConnections(clientsOf('http://127.0.0.1:1', silent))).resolves.toBeUndefined();
  });
});
