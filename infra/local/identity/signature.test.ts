import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackServer, readBody, sendJson, serveLoopback } from '../loopback-server.ts';
import { checkSignature } from './signature.ts';

const CREDENTIALS = { accessKeyId: 'AKIDLOCAL', secretAccessKey: 'local-secret' };

let server: LoopbackServer;
let now: number;
/** Changes a request between signing and checking. */
let tamper: (request: { url?: string | undefined; headers: NodeJS.Dict<string | string[]> }, body: Buffer) => Buffer;
let verdict: unknown;

beforeEach(async () => {
  now = Date.now();
  tamper = (_, body) => body;
  verdict = 'not asked';
  server = await serveLoopback(0, async (request, response) => {
    const body = tamper(request, await readBody(request, 1e6));
    verdict = checkSignature(request, body, CREDENTIALS, now);
    sendJson(response, 200, {});
  });
});
afterEach(() => server.close());

const place = (credentials = CREDENTIALS) => ({ endpoint: server.url, region: 'us-east-1', credentials });
const post = (credentials = CREDENTIALS) =>
  new DynamoDBClient(place(credentials)).send(new GetItemCommand({ TableName: 't', Key: { pk: { S: 'ä' } } }));

describe('a signature of the SDK', () => {
  it('accepts a signature of the SDK', async () => {
    await post();
    expect(verdict).toEqual({ accessKey: 'AKIDLOCAL' });
  });

  it('accepts a signature with special characters in path and query', async () => {
    const FunctionName = 'arn:aws:lambda:us-east-1:123456789012:function:a-b';
    await new LambdaClient(place()).send(new InvokeCommand({ FunctionName, Qualifier: 'live_1' }));
    expect(verdict).toEqual({ accessKey: 'AKIDLOCAL' });
  });

  it('accepts a signature with the machine’s time when the local clock is ahead', async () => {
    now += 3_600_000;
    await post();
    expect(verdict).toEqual({ accessKey: 'AKIDLOCAL' });
  });
});

describe('a wrong signature', () => {
  it.each([
    ['with another secret', { ...CREDENTIALS, secretAccessKey: 'x' }],
    ['with another key id', { ...CREDENTIALS, accessKeyId: 'x' }],
  ])('rejects a signature %s', async (_, credentials) => {
    await post(credentials);
    expect(verdict).toBeUndefined();
  });

  it.each<[string, typeof tamper]>([
    ['of another body', (_, body) => Buffer.concat([body, Buffer.from(' ')])],
    [
      'of another path',
      (request, body) => {
        request.url = '/other';
        return body;
      },
    ],
    [
      'of another query',
      (request, body) => {
        request.url += '?a=1';
        return body;
      },
    ],
    [
      'of another header',
      (request, body) => {
        request.headers['x-amz-target'] = 'DynamoDB_20120810.DeleteItem';
        return body;
      },
    ],
    [
      'that has expired',
      (request, body) => {
        request.headers['x-amz-date'] = '20200101T000000Z';
        return body;
      },
    ],
    [
      'that is malformed',
      (request, body) => {
        request.headers['authorization'] = 'AWS4-HMAC-SHA256 nonsense';
        return body;
      },
    ],
  ])('rejects a signature %s', async (_, change) => {
    tamper = change;
    await post();
    expect(verdict).toBeUndefined();
  });
});
