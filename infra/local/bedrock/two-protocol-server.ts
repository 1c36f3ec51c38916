import { createServer as createHttp1Server, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** One request and its response, over HTTP/1.1 or HTTP/2. */
export interface Exchange {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  readonly authorization: string | undefined;
  /** Aborted when the client disconnects before the response is finished. */
  readonly gone: AbortSignal;
  /** @throws {ClientLeft} */
  body(): Promise<string>;
  head(status: number, headers: Readonly<Record<string, string>>): void;
  write(bytes: Uint8Array): void;
  end(bytes?: Uint8Array): void;
  /** Destroys the connection and all its streams. */
  destroy(): void;
}

export class ClientLeft extends Error {}

export interface TwoProtocolServer {
  /** @returns the origin. Port 0 picks a free port. */
  listen(port: number): Promise<string>;
  /** Stops listening and destroys every connection. */
  close(): Promise<void>;
  /** Connections accepted so far. */
  connections(): number;
}

const HTTP2_PREFACE = Buffer.from('PRI');

/**
 * Serves HTTP/1.1 and HTTP/2 without TLS on one loopback port, and detects the protocol from the first bytes. The SDK's
 * default client uses HTTP/2 with prior knowledge for `http:` endpoints; our client and curl use HTTP/1.1.
 */
export function createTwoProtocolServer(serve: (exchange: Exchange) => Promise<void>): TwoProtocolServer {
  const sockets = new Set<Socket>();
  let accepted = 0;
  const answer = (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) =>
    void serve(toExchange(request, response));
  const http1 = createHttp1Server(answer);
  const http2 = createHttp2Server(answer);
  // Streams may be long and connections idle. The client decides when to close them.
  Object.assign(http1, { requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 0 });

  const server = createServer({ noDelay: true }, (socket) => {
    accepted += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A reset by the client aborts `gone`. Without a listener it would crash the process.
    socket.on('error', () => undefined);
    detectProtocol(socket, (isHttp2) => void (isHttp2 ? http2 : http1).emit('connection', socket));
  });

  return {
    listen: (port) => listen(server, port),
    connections: () => accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

/** Detects the protocol from the first bytes, and puts them back into the socket. */
function detectProtocol(socket: Socket, take: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0);
  const look = (bytes: Buffer) => {
    seen = Buffer.concat([seen, bytes]);
    if (seen.length < HTTP2_PREFACE.length) return;
    socket.off('data', look);
    socket.pause();
    socket.unshift(seen);
    const isHttp2 = seen.subarray(0, HTTP2_PREFACE.length).equals(HTTP2_PREFACE);
    take(isHttp2);
    // An HTTP/2 session reads the bytes that were put back itself. A flowing socket would drop them.
    if (!isHttp2) socket.resume();
  };
  socket.on('data', look);
}

function toExchange(
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
): Exchange {
  const gone = new AbortController();
  let over = false;
  response.on('close', () => {
    if (!over) gone.abort();
  });
  const reply = response as ServerResponse;
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    authorization: request.headers.authorization,
    gone: gone.signal,
    body: async () => {
      const chunks: Buffer[] = [];
      try {
        for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      } catch (cause) {
        throw new ClientLeft('the client disconnected before its request was complete', { cause });
      }
      return Buffer.concat(chunks).toString('utf8');
    },
    head: (status, headers) => void reply.writeHead(status, headers),
    write: (bytes) => void reply.write(bytes),
    end: (bytes) => {
      over = true;
      reply.end(bytes);
    },
    destroy: () => {
      over = true;
      if ('stream' in request) request.stream.session?.destroy();
      else request.socket.destroy();
    },
  };
}
