import { type LoopbackServer, type RequestListener, sendJson, serveLoopback } from './loopback-server.ts';

export interface LateServer extends LoopbackServer {
  /** Sets the listener. Before that, requests receive 503. */
  answer(listener: RequestListener): void;
}

/** A server whose address is known before its listener, for servers that need each other's address. */
export async function serveLate(port: number): Promise<LateServer> {
  let current: RequestListener = (_, response) =>
    sendJson(response, 503, { message: 'starting' }, { 'retry-after': '1' });
  const server = await serveLoopback(port, (request, response) => current(request, response));
  return {
    ...server,
    answer(listener) {
      current = listener;
    },
  };
}
