import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { LOOPBACK, type LoopbackServer, readBody, serveLoopback } from '../loopback-server.ts';
import type { FaultKind } from './faults.ts';

export interface FaultProxyDeps {
  /** Where requests go that nothing happens to; asked for each. */
  readonly upstream: () => string;
  readonly faults: { next(): FaultKind | undefined };
  /** Refuses one request in the service's own words. */
  readonly throttle: (response: ServerResponse) => void;
}

/** Larger than any request of the services behind it. */
const LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * Stands in front of a service on loopback and lets faults happen to its requests. Requests are taken in whole, so
 * that they can be sent twice or not at all; answers are passed on whole too, so that one can be lost entirely.
 */
export async function startFaultProxy({ upstream, faults, throttle }: FaultProxyDeps): Promise<LoopbackServer> {
  const agent = new Agent({ keepAlive: true });
  const server = await serveLoopback(0, async (request, response) => {
    const body = await readBody(request, LIMIT_BYTES);
    const fault = faults.next();
    if (fault === 'down') return void response.socket?.resetAndDestroy();
    if (fault === 'timeout') return;
    if (fault === 'throttle') return throttle(response);
    try {
      const answer = await forward(agent, upstream(), request, body);
      // The first delivery is the one that is answered; a retry that finds its own traces comes as `lost-response`.
      if (fault === 'duplicate') await forward(agent, upstream(), request, body);
      if (fault === 'lost-response') return void response.socket?.resetAndDestroy();
      response.writeHead(answer.status, answer.rawHeaders).end(answer.body);
    } catch {
      // The service is not there, as far as the client can tell.
      response.socket?.resetAndDestroy();
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
      // As they were signed, the host's name too.
      headers: request.headers,
    },
    resolve,
  )
    .on('error', reject)
    .end(body);
  const answer = await promise;
  return { status: answer.statusCode ?? 502, rawHeaders: answer.rawHeaders, body: await readBody(answer, LIMIT_BYTES) };
}
