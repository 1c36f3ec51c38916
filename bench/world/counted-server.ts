import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountedServer {
  readonly origin: string;
  /** Connections accepted so far. */
  connections(): number;
  close(): void;
}

/** A server on loopback that keeps its connections, and counts them. */
export async function listen(listener: RequestListener): Promise<CountedServer> {
  const server: Server = createServer({ keepAliveTimeout: 0 }, listener);
  let accepted = 0;
  server.on('connection', () => {
    accepted += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => accepted,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
