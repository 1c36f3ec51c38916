import { type LoopbackServer, type RequestListener, sendJson, serveLoopback } from './loopback-server.ts';

export interface LateServer extends LoopbackServer {
  /** From now on, requests go there. Until then they are told to come back. */
  answer(listener: RequestListener): void;
}

/** A server whose address is known before what it serves: for those who need to know of each other. */
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
