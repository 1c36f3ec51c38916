import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { COACHES } from '#contract/coaches';
import type { WebConfig } from '#contract/web-config';
import { webConfig } from '../web-config.ts';
import type { FakeBedrock } from './bedrock/fake-bedrock.ts';
import { cachedBuild, ROOT } from './build/cached-build.ts';
import { createLocalClock, type LocalClock } from './clock.ts';
import { type Closers, createClosers } from './closers.ts';
import { createControlRoutes } from './control/control-routes.ts';
import { type DataFolder, openDataFolder, temporaryFolder } from './data-folder.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { createRestApi } from './gateways/rest-api.ts';
import { openPermissions } from './iam/open-permissions.ts';
import type { Permissions } from './iam/permissions.ts';
import { createIssuer } from './identity/issuer.ts';
import { checkSignature } from './identity/signature.ts';
import { loadSigningKey } from './identity/signing-key.ts';
import { openTokenMint } from './identity/token-mint.ts';
import { createInvokeApi } from './invoke/invoke-api.ts';
import { type LateServer, serveLate } from './late-server.ts';
import { type LocalModel, startModel } from './model.ts';
import type { StartOptions } from './options.ts';
import { createOrigin } from './origin.ts';
import type { LocalSettings } from './settings.ts';
import { type LocalFiles, openFiles } from './start-files.ts';
import { createFunctions, type ServedUrl, serveUrls, warmFunctions } from './start-functions.ts';
import { startJobs } from './start-jobs.ts';
import { openStorage, startDynamo } from './start-storage.ts';
import { type Product, readProduct } from './template/product.ts';
import { createWebApp } from './web/web-app.ts';

export interface LocalStackOptions extends StartOptions {
  readonly settings: LocalSettings;
  /** Whether the web app is built and served. Otherwise a page explains that it is missing. */
  readonly web: boolean;
  /** Whether writes conflict with transactions that run, as in DynamoDB. */
  readonly hasConflicts: boolean;
  /** Whether schedules run by the clock. Otherwise their jobs run only when they are asked for by name. */
  readonly hasSchedules: boolean;
  /** The line of a grant that the roles don't get, to see what needs it. */
  readonly withoutGrant: string | undefined;
  /** Called with each line of progress. */
  readonly say: (line: string) => void;
}

export interface LocalStack {
  readonly origin: string;
  /** The content of `/config.json`. */
  readonly config: WebConfig;
  readonly streamUrls: WebConfig['streamUrls'];
  readonly clock: LocalClock;
  readonly faults: Faults;
  /** The simulated model; `undefined` when a real model is used. */
  readonly bedrock: FakeBedrock | undefined;
  readonly permissions: Permissions;
  /** Stops all servers, workers and processes of the stack. */
  close(): Promise<void>;
}

const DEFAULTS: Omit<LocalStackOptions, 'data'> = {
  port: 0,
  model: { kind: 'simulated' },
  reset: false,
  seed: 1,
  latency: undefined,
  dynamodb: undefined,
  indexLagMs: 1_000,
  verbose: false,
  settings: {},
  web: true,
  hasConflicts: false,
  hasSchedules: true,
  withoutGrant: undefined,
  say: () => undefined,
};

const CLIENT_ID = 'coachstream-local';

/**
 * Starts the whole product on this machine. When it resolves, all servers answer.
 * The defaults suit tests: free ports, and a temporary data folder that is deleted with the stack.
 *
 * @throws {FolderInUse} {BuildFailed} {NoEngine} {OutdatedTable} or an Error with `code` EADDRINUSE; nothing runs then.
 */
export async function startLocalStack(options: Partial<LocalStackOptions> = {}): Promise<LocalStack> {
  const closers = createClosers();
  try {
    const data = options.data ?? closers.add(await temporaryFolder()).path;
    return await start({ ...DEFAULTS, ...options, data }, closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function start(options: LocalStackOptions, closers: Closers): Promise<LocalStack> {
  const { say, seed } = options;
  const faults = createFaults(seed);
  // The port comes first, so that a conflict fails early and the other parts know the origin.
  const main = closers.add(await serveLate(options.port));
  const other = closers.add(await serveLate(0));
  const data = closers.add(openDataFolder(options.data, options.reset));
  const clock = createLocalClock(data.state('clock'));
  const [outdir, webFolder, engineEndpoint, model] = await Promise.all([
    cachedBuild('product', { say, settings: options.settings }),
    options.web && existsSync(join(ROOT, 'frontend/web/index.html')) ? cachedBuild('web', { say }) : undefined,
    startDynamo(data, options.dynamodb, say, closers),
    startModel({
      choice: options.model,
      seed,
      say,
      latency: options.latency,
      now: clock.now,
      faults: faults.of('bedrock'),
      environment: process.env,
    }),
  ]);
  closers.add(model);

  const issuer = `${main.url}/local/issuer`;
  const product = readProduct({ outdir, identity: { issuer, clientId: CLIENT_ID }, origin: main.url });
  const permissions = openPermissions(product, options.withoutGrant);
  model.bedrock?.checkWith(permissions);
  const behavior = { lagMs: options.indexLagMs, hasConflicts: options.hasConflicts, seed, clock, say };
  const storage = await openStorage(product, engineEndpoint, faults, permissions, behavior, closers);
  const files = await openFiles({ product, permissions, data, clock, faults, model }, closers);
  const functions = closers.add(
    createFunctions({
      product,
      clock,
      endpoints: { dynamodb: storage.endpoint, s3: files.endpoint, other: other.url },
      modelEnvironment: model.environment,
      logs: data.logs,
      compileCache: join(ROOT, '.coachstream/build/compile-cache'),
      verbose: options.verbose,
      say,
    }),
  );
  const firstPort = options.port && options.port + 1;
  const urls = await serveUrls(product.urls, functions, { clock, faults, firstPort });
  for (const { server } of urls) closers.add(server);
  const jobs = closers.add(startJobs({ product, functions, data, clock, hasSchedules: options.hasSchedules }));
  const { byFunctionName } = functions;
  const invoked = { functions: byFunctionName, invocations: jobs.invocations, faults: faults.of('invoke') };
  other.answer(createInvokeApi({ ...invoked, permissions }));

  const config = configOf(main.url, issuer, urls);
  const parts = { main, data, clock, faults, product, functions, jobs, storage, files, model };
  await answerOrigin({ ...parts, other, config, issuer, webFolder }, closers);
  await warmFunctions(product, functions, data.logs, say);
  return {
    origin: main.url,
    config,
    streamUrls: config.streamUrls,
    clock,
    faults,
    bedrock: model.bedrock,
    permissions,
    close: () => closers.close(),
  };
}

function configOf(origin: string, issuer: string, urls: readonly ServedUrl[]): WebConfig {
  const urlOf = (folder: string) => urls.find(({ functionName }) => functionName === folder)?.server.url ?? '';
  return webConfig({
    apiUrl: `${origin}/api`,
    streamUrls: Object.fromEntries(Object.entries(COACHES).map(([name, row]) => [name, urlOf(row.function)])),
    auth: { issuer, clientId: CLIENT_ID },
    stage: 'local',
  });
}

interface OriginParts {
  readonly main: LateServer;
  /** Serves the services without their own port. */
  readonly other: LateServer;
  readonly data: DataFolder;
  readonly clock: LocalClock;
  readonly faults: Faults;
  readonly product: Product;
  readonly functions: ReturnType<typeof createFunctions>;
  readonly jobs: ReturnType<typeof startJobs>;
  readonly storage: Awaited<ReturnType<typeof openStorage>>;
  readonly files: LocalFiles;
  readonly model: LocalModel;
  readonly config: WebConfig;
  readonly issuer: string;
  readonly webFolder: string | undefined;
}

/** Serves sign-in, API, web app and the `/local` routes at the main origin. */
async function answerOrigin(parts: OriginParts, closers: Closers): Promise<void> {
  const { main, other, data, clock, faults, product, functions, jobs, storage, model, config, issuer, webFolder } =
    parts;
  const { people } = storage;
  const key = await loadSigningKey(data.state('signing-key.json'));
  const mint = closers.add(
    openTokenMint({ issuer, clientId: CLIENT_ID, key, revokedFile: data.state('revoked.log'), now: clock.now }),
  );
  const credentials = {
    accessKeyId: `AKIA${randomBytes(8).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(30).toString('base64'),
  };
  const web = createWebApp(
    webFolder,
    Object.values(config.streamUrls).filter((url) => url !== undefined && url !== ''),
    parts.files.bucketUrl,
  );
  main.answer(
    createOrigin({
      origin: main.url,
      config,
      api: createRestApi({
        spec: product.api,
        functions: functions.byArn,
        checkSignature: (request, body) => checkSignature(request, body, credentials, clock.now()),
        faults: faults.of('rest'),
        now: clock.now,
      }),
      issuer: createIssuer({ issuer, clientId: CLIENT_ID, key, mint, people, now: clock.now }),
      control: createControlRoutes({
        mint,
        people,
        credentials,
        endpoints: {
          lambda: other.url,
          bedrock: model.environment['AWS_ENDPOINT_URL_BEDROCK_RUNTIME'],
          dynamodb: storage.endpoint,
          table: storage.tableName,
          s3: parts.files.endpoint,
          bucket: parts.files.bucketName,
        },
        bedrock: model.bedrock,
        clock,
        faults,
        functions: functions.byName,
        runJob: jobs.run,
      }),
      web: web.listener,
      headers: web.headers,
      now: clock.now,
    }),
  );
}
