import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Tier } from '#contract/tiers';
import { contentSecurityPolicy, webConfig } from '#infra/web-config';
import { createScriptedBucket, type ScriptedBucket } from './bucket-state.ts';
import { drawnPng } from './drawn-png.ts';
import { createGameCoachState, type GameCoachState } from './game-coach-state.ts';
import { createInterview, type Interview } from './interviews.ts';
import { createIssuer, type Issuer } from './issuer.ts';
import { answerJson, type Mishap, type ProductState, textOf } from './product-state.ts';
import { createPromptCoachState, type PromptCoachState } from './prompt-coach-state.ts';
import { serveApi } from './scripted-api.ts';
import { BUCKET_PATH, serveBucket } from './scripted-bucket.ts';
import { serveTurn } from './scripted-turns.ts';
import { streamUrlsAt } from './turn-fixtures.ts';

export interface ProductOptions {
  /** The built web app. */
  readonly files: string;
  /** 0 for any that is free. */
  readonly port?: number;
  readonly wordMs?: number;
  readonly buildStepMs?: number;
  readonly failsFirst?: boolean;
  /** The plan of whoever comes. */
  readonly tier?: Tier;
  /** Somebody else answers the turns. */
  readonly streamUrl?: string;
  /** The stream has its CORS header twice, which browsers refuse. */
  readonly doublesOrigin?: boolean;
}

export interface ProductServer extends AsyncDisposable {
  readonly url: string;
  readonly issuer: Issuer;
  readonly interviews: readonly Interview[];
  /** What the game coach knows; a test may put things there. */
  readonly gameCoach: GameCoachState;
  /** What the prompt coach knows. */
  readonly promptCoach: PromptCoachState;
  readonly bucket: ScriptedBucket;
  readonly posted: ProductState['posted'];
  /** What happens to the turns to come. */
  next(...mishaps: readonly Mishap[]): void;
  /** An interview that is on its way. @param covered - Topics behind it. */
  add(covered: number): Interview;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** A screen's address is the app; anything with a dot is a file. */
async function serveFile(files: string, url: string, policy: string, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(url, 'http://web');
  const name = extname(pathname) === '' ? '/index.html' : normalize(pathname);
  const bytes = await readFile(join(files, name)).catch(() => undefined);
  response
    .writeHead(bytes ? 200 : 404, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    })
    .end(bytes);
}

/** A picture whose name says its size and its variant, or a pack of them. */
function servePicture(path: string, response: ServerResponse): void {
  const [, width, height, variant] = /(\d+)x(\d+)-(\d)\.png/.exec(path) ?? [];
  if (variant === undefined) {
    const head = { 'content-type': 'application/zip', 'content-disposition': 'attachment; filename="pack.zip"' };
    response.writeHead(200, head).end('PK');
  } else {
    response
      .writeHead(200, { 'content-type': 'image/png' })
      .end(drawnPng(Number(width), Number(height), Number(variant)));
  }
}

/**
 * The product in one process, as a page sees it: the built app with its policy, sign-in, API, and a stream on a port of
 * its own. Scripted and without storage; the local stack is the real thing.
 */
export async function createProductServer(options: ProductOptions): Promise<ProductServer> {
  const { files, port = 0, wordMs = 20, buildStepMs = 900, failsFirst = false, tier = 'pro' } = options;
  const { doublesOrigin = false } = options;
  const state: ProductState = {
    interviews: [],
    gameCoach: createGameCoachState(tier),
    promptCoach: createPromptCoachState(),
    coaches: new Map(),
    bucket: createScriptedBucket(),
    turns: new Map(),
    posted: [],
    mishaps: [],
    wordMs,
    doublesOrigin,
  };
  const stream = createServer(async (request, response) => {
    if (request.method === 'OPTIONS') answerJson(response, 204, undefined);
    else if (request.url?.startsWith(BUCKET_PATH)) await serveBucket(state.bucket, request, response);
    else await serveTurn(state, request.url ?? '/', await textOf(request), response);
  });
  const streamUrl = options.streamUrl ?? (await listen(stream, 0));
  state.bucket.url = `${streamUrl}${BUCKET_PATH}`;
  const policy = contentSecurityPolicy([], streamUrl);
  let issuer = createIssuer('');
  let config: unknown;
  const web = createServer(async (request, response) => {
    const body = await textOf(request);
    const path = request.url ?? '/';
    if (issuer.handle(request, response, body)) return;
    // The API streams a turn, too, as the second path of a client.
    const [, turnPath] = /^POST \/api(\/.*\/stream)$/.exec(`${request.method} ${path}`) ?? [];
    if (path === '/config.json') answerJson(response, 200, config);
    else if (turnPath) await serveTurn(state, turnPath, body, response);
    else if (path.startsWith('/pictures/')) servePicture(path, response);
    else if (path.startsWith('/api/')) serveApi(state, { buildStepMs, failsFirst }, request, response, body);
    else await serveFile(files, path, policy, response);
  });
  const url = await listen(web, port);
  const auth = { issuer: `${url}/issuer`, clientId: 'web' };
  issuer = createIssuer(auth.issuer);
  config = webConfig({
    apiUrl: `${url}/api`,
    streamUrls: streamUrlsAt(streamUrl),
    auth,
    stage: 'local',
  });
  return {
    url,
    issuer,
    interviews: state.interviews,
    gameCoach: state.gameCoach,
    promptCoach: state.promptCoach,
    bucket: state.bucket,
    posted: state.posted,
    next: (...mishaps) => void state.mishaps.push(...mishaps),
    add(covered) {
      const interview = createInterview({ buildStepMs, failsFirst }, covered);
      state.interviews.push(interview);
      return interview;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([close(web), close(stream)]);
    },
  };
}
