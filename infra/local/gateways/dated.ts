import type { RequestListener } from '../loopback-server.ts';

/** Dates each response by the local clock, as AWS's gateways do by theirs. Node would use the machine's clock. */
export const dated =
  (listener: RequestListener, now: () => number): RequestListener =>
  (request, response) => {
    response.setHeader('date', new Date(now()).toUTCString());
    return listener(request, response);
  };
