import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpHandler } from '#ports/http';

async function serve(request: IncomingMessage, response: ServerResponse, handle: HttpHandler): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
  const answer = await handle({
    frontDoor: 'function_url',
    method: request.method ?? '',
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: request.headers as Readonly<Record<string, string>>,
    body: Buffer.concat(chunks),
    deadline: new AbortController().signal,
  });
  response.writeHead(answer.status, answer.headers);
  if (typeof answer.body === 'string') {
    response.end(answer.body);
    return;
  }
  response.flushHeaders();
  // As on Lambda, the producer does not learn that its reader has gone.
  for await (const part of answer.body) if (!response.destroyed) response.write(part);
  response.end();
}

export interface LoopbackServer extends AsyncDisposable {
  readonly url: string;
}

/** Any of our handlers behind a real HTTP server on loopback, for clients that need a URL. */
export async function createHttpServer(handle: HttpHandler): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    // The status of a body that breaks off was already sent, so only a closed connection shows the failure.
    serve(request, response, handle).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
