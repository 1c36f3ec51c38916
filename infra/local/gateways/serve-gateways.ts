import { createFaults } from '../faults/faults.ts';
import type { FunctionBackend } from '../lambda/backend.ts';
import { type LoopbackServer, serveLoopback } from '../loopback-server.ts';
import type { GatewayResponse, RestMethod } from '../template/rest-api.ts';
import { createFunctionUrl } from './function-url.ts';
import { createRestApi } from './rest-api.ts';

/** A served gateway, with the address at which it invokes its function. */
export interface ServedGateway {
  readonly server: LoopbackServer;
  readonly address: string;
}

/** Serves a function's URL, for tests. */
export async function serveUrl(backend: FunctionBackend): Promise<ServedGateway> {
  const faults = createFaults(1).of('stream');
  const server = await serveLoopback(
    0,
    createFunctionUrl({ backend, cors: undefined, urlId: 'abc', now: Date.now, faults }),
  );
  return { server, address: server.url };
}

/** Serves an API whose root invokes one function, for tests. */
export async function serveApi(
  backend: FunctionBackend,
  streamed: boolean,
  gatewayResponses: ReadonlyMap<string, GatewayResponse> = new Map(),
): Promise<ServedGateway> {
  const integration = { kind: 'lambda', functionArn: 'fn', streamed, timeoutMs: 29_000 } as const;
  const methods = new Map<string, RestMethod>([['ANY', { authorization: 'NONE', integration }]]);
  const server = await serveLoopback(
    0,
    createRestApi({
      spec: {
        id: 'api1',
        stage: 'api',
        root: { id: 'root', path: '/', pathPart: '', methods, children: [] },
        gatewayResponses,
      },
      functions: new Map([['fn', backend]]),
      checkSignature: () => undefined,
      faults: createFaults(1).of('rest'),
      now: Date.now,
    }),
  );
  return { server, address: `${server.url}/api/` };
}
