import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { createDocumentClient } from './client.ts';

/** An endpoint that answers each request with this status. */
async function startServer(status: number) {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => {
      body += part;
    });
    request.on('end', () => {
      bodies.push(body);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = createDocumentClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'local',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  const close = async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { client, bodies, close };
}

it('stores an item without its undefined fields', async () => {
  const { client, bodies, close } = await startServer(200);
  await client.send(new PutCommand({ TableName: 't', Item: { pk: 'a', title: undefined } }));
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ Item: { pk: { S: 'a' } } });
  expect(bodies[0]).not.toContain('title');
  await close();
});

it('sends a request that a table does not answer three times', async () => {
  const { client, bodies, close } = await startServer(500);
  await expect(client.send(new GetCommand({ TableName: 't', Key: { pk: 'a' } }))).rejects.toThrow();
  expect(bodies).toHaveLength(3);
  await close();
});
