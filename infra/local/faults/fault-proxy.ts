import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { TransactionConflicts } from '../dynamodb/conflicts.ts';
import { sendDynamoError } from '../dynamodb/errors.ts';
import { LOOPBACK, type LoopbackServer, readBody, serveLoopback } from '../loopback-server.ts';
import type { FaultKind } from './faults.ts';

/** A request that is to be throttled. */
export interface Throttled {
  /** The header `x-amz-target`. */
  readonly target: string;
  readonly body: Buffer;
  /** Delivers the request with another body. */
  deliver(body: Buffer): Promise<Answer>;
}

export interface FaultProxyDeps {
  /** The URL of the service that answers a request. */
  readonly upstream: (request: IncomingMessage, body: Buffer) => string | Promise<string>;
  /** Called when the service has carried out a request. */
  readonly carriedOut?: (request: IncomingMessage, body: Buffer) => void;
  readonly faults: { next(): FaultKind | undefined };
  /** Answers a throttled request as the service would. */
  readonly throttle: (response: ServerResponse, throttled: Throttled) => void | Promise<void>;
  /** Answers a request that its caller may not make, and returns true then. */
  readonly refuse?: (request: IncomingMessage, body: Buffer, response: ServerResponse) => boolean;
  /** Without it, no write conflicts with a transaction. */
  readonly conflicts?: TransactionConflicts | undefined;
}

/** Larger than any request of the proxied services. */
const LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * A proxy in front of DynamoDB on loopback that injects faults and, if wanted, the conflicts of transactions. It buffers each
 * request, so that it can send it twice or not at all, and each response, so that it can drop the whole of it.
 */
export async function startFaultProxy(deps: FaultProxyDeps): Promise<LoopbackServer> {
  const { upstream, carriedOut, faults, throttle, refuse, conflicts } = deps;
  const agent = new Agent({ keepAlive: true });
  const server = await serveLoopback(0, async (request, response) => {
    const body = await readBody(request, LIMIT_BYTES);
    if (refuse?.(request, body, response)) return;
    const fault = faults.next();
    const target = String(request.headers['x-amz-target'] ?? '');
    if (fault === 'down') return void response.socket?.resetAndDestroy();
    if (fault === 'timeout') return;
    const deliver = async (content: Buffer) => {
      const answer = await forward(agent, await upstream(request, content), request, content);
      if (answer.status === 200) carriedOut?.(request, content);
      return answer;
    };
    if (fault === 'throttle') return throttle(response, { target, body, deliver });
    let end = () => {};
    try {
      const service = await upstream(request, body);
      const begun = await conflicts?.begin(target, body, service);
      if (typeof begun === 'object') return sendDynamoError(response, begun);
      if (begun) end = begun;
      const answer = await forward(agent, service, request, body);
      // The first delivery is the one that is answered. To test a retry that finds its own write, use `lost-response`.
      if (fault === 'duplicate') await forward(agent, service, request, body);
      if (answer.status === 200) carriedOut?.(request, body);
      if (fault === 'lost-response') return void response.socket?.resetAndDestroy();
      response.writeHead(answer.status, answer.rawHeaders).end(answer.body);
    } catch {
      // To the client the service is unreachable.
      response.socket?.resetAndDestroy();
    } finally {
      end();
    }
  });
  return {
    ...server,
    async close() {
      agent.destroy();
      await server.close();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly rawHeaders: string[];
  readonly body: Buffer;
}

async function forward(agent: Agent, upstream: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const target = new URL(upstream);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  httpRequest(
    {
      agent,
      host: target.hostname.replace('localhost', LOOPBACK),
      port: target.port,
      method: request.method,
      path: request.url,
      // unchanged, because they are signed, including the host; of a throttled batch only a part is sent
      headers: { ...request.headers, ...(body.length > 0 && { 'content-length': body.length }) },
    },
    resolve,
  )
    .on('error', reject)
    .end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 502, rawHeaders: answer.rawHeaders, body: await readBody(answer, LIMIT_BYTES) };
}
