import type { IncomingMessage, ServerResponse } from 'node:http';
import type { WebConfig } from '#contract/web-config';
import { sendProblem } from './control/control-routes.ts';
import { dated } from './gateways/dated.ts';
import { splitTarget } from './gateways/request-parts.ts';
import { type RequestListener, sendJson } from './loopback-server.ts';

export interface OriginDeps {
  readonly origin: string;
  readonly config: WebConfig;
  readonly api: RequestListener;
  readonly issuer: RequestListener;
  readonly control: RequestListener;
  readonly web: RequestListener;
  /** Headers of `/config.json`, as for the web app. */
  readonly headers: Readonly<Record<string, string>>;
  readonly now: () => number;
}

const NAMES = ['127.0.0.1', 'localhost'];

/** The single origin of the local stack: web app, API, sign-in and the `/local` routes. */
export function createOrigin({ origin, config, api, issuer, control, web, headers, now }: OriginDeps): RequestListener {
  const { port } = new URL(origin);
  const hosts = NAMES.map((name) => `${name}:${port}`);
  const origins = hosts.map((host) => `http://${host}`);
  return dated((request: IncomingMessage, response: ServerResponse) => {
    const { host = '', origin: from } = request.headers;
    const { path } = splitTarget(request.url ?? '/');
    // Rejects unknown host names, so that a foreign page cannot reach this machine by DNS rebinding.
    if (!hosts.includes(host)) return sendProblem(response, 'not_found');
    if (path === '/api' || path.startsWith('/api/')) return api(request, response);
    if (path.startsWith('/local/')) {
      // A foreign page cannot read the response, but its request would still change the stack.
      if (from !== undefined && from !== 'null' && !origins.includes(from)) return sendProblem(response, 'not_found');
      return path.startsWith('/local/issuer/') ? issuer(request, response) : control(request, response);
    }
    // Streams and sign-in use exactly one name of this origin.
    if (`http://${host}` !== origin && path !== '/config.json') {
      response.writeHead(302, { location: `${origin}${request.url}` }).end();
      return;
    }
    if (path === '/config.json') return sendJson(response, 200, config, headers);
    return web(request, response);
  }, now);
}
