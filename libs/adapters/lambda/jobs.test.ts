import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLambdaJobs } from './jobs.ts';

const ORDER = { id: 'build#1', job: 'build-coach-config', payload: { sub: 'ada', coachId: 'c1' } } as const;

/** A Lambda service on loopback, and the invocations that it got. */
let lambda: Server;
let status: number;
let invocations: { readonly path: string | undefined; readonly type: unknown; readonly event: unknown }[];

beforeEach(async () => {
  [status, invocations] = [202, []];
  lambda = createServer(async (request, response) => {
    const chunks = (await Array.fromAsync(request)) as Buffer[];
    invocations.push({
      path: request.url,
      type: request.headers['x-amz-invocation-type'],
      event: JSON.parse(Buffer.concat(chunks).toString()),
    });
    response.writeHead(status, status < 300 ? {} : { 'x-amzn-errortype': 'ServiceException' }).end();
  });
  await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL_LAMBDA', `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'id');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.resetModules(); // the client is made with its module
});
afterEach(() => {
  vi.unstubAllEnvs();
  lambda.closeAllConnections();
  lambda.close();
});

it("queues an event for the job's function, with the order and what the job needs", async () => {
  await createLambdaJobs({ functionPrefix: 'coachstream-dev-' }).start(ORDER);
  expect(invocations).toEqual([
    {
      path: '/2015-03-31/functions/coachstream-dev-build-coach-config/invocations',
      type: 'Event',
      event: { job: 'build-coach-config', orderId: 'build#1', sub: 'ada', coachId: 'c1' },
    },
  ]);
});

it('tries twice, and fails when Lambda does not accept the event, so that the order stays', async () => {
  status = 500;
  await expect(createLambdaJobs({ functionPrefix: 'p-' }).start(ORDER)).rejects.toThrow();
  expect(invocations).toHaveLength(2);
});
