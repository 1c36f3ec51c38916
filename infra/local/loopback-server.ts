import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const LOOPBACK = '127.0.0.1';

export interface LoopbackServer {
  /** Without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** Closes the server and all open connections, without waiting for clients. */
  close(): Promise<void>;
}

export type RequestListener = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/**
 * Serves on loopback only. A listener that throws fails its own request, not the process.
 *
 * @param port - 0 for any free port.
 * @throws Error with `code` EADDRINUSE when the port is in use.
 */
export async function serveLoopback(port: number, listener: RequestListener): Promise<LoopbackServer> {
  // Function URLs take 1 MB of headers, more than Node's default. The API has its own, lower limit.
  const options = { maxHeaderSize: 1024 * 1024, requestTimeout: 0, keepAliveTimeout: 60_000, noDelay: true };
  // A stream may last as long as its function, so Node's request timeout is off.
  const server = createServer(options, (request, response) => {
    void serveOne(listener, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${LOOPBACK}:${actual}`,
    port: actual,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serveOne(listener: RequestListener, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await listener(request, response);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    console.error('local stack: a request failed', request.method, request.url, error);
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain' }).end('the local stack failed, see its terminal');
  }
}

/** The body was larger than allowed. The rest of it was not read. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge';
}

/** @throws {BodyTooLarge} as soon as the limit is exceeded. */
export async function readBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const tooLarge = () => new BodyTooLarge(`a body of more than ${limitBytes} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // Keep the connection open after an early return, because it carries the error response.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, sizeBytes);
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers });
  response.end(JSON.stringify(body));
}
