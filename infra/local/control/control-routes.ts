import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod/mini';
import { faultsOf } from '#contract/faults';
import { isUserId } from '#contract/ids';
import { PROBLEMS, type ProblemBody, type ProblemCode } from '#contract/problems';
import { Tier } from '#contract/tiers';
import type { FakeBedrock } from '../bedrock/fake-bedrock.ts';
import type { LocalClock } from '../clock.ts';
import { FaultRule, type Faults } from '../faults/faults.ts';
import { splitTarget } from '../gateways/request-parts.ts';
import type { People } from '../identity/people.ts';
import type { ServiceCredentials } from '../identity/signature.ts';
import type { TokenMint } from '../identity/token-mint.ts';
import type { JobRun } from '../invoke/jobs.ts';
import { readBody, sendJson } from '../loopback-server.ts';
import { LOCAL_REGION } from '../template/local-values.ts';

export interface ControlDeps {
  readonly mint: TokenMint;
  readonly people: People;
  readonly credentials: ServiceCredentials;
  /** Endpoints of the simulated services, for developer tools. */
  readonly endpoints: {
    readonly lambda: string;
    readonly bedrock: string | undefined;
    readonly dynamodb: string;
    /** Name of the main table. */
    readonly table: string;
    readonly s3: string;
    /** Name of the bucket with the files of people. */
    readonly bucket: string;
  };
  /** The simulated model; `undefined` when a real model is used. */
  readonly bedrock: FakeBedrock | undefined;
  readonly clock: LocalClock;
  readonly faults: Faults;
  /** Functions by folder name. */
  readonly functions: ReadonlyMap<string, { kill(): Promise<void> }>;
  /** @returns `undefined` for an unknown job. */
  readonly runJob: (name: string) => Promise<JobRun | undefined>;
}

interface Call {
  /** Parsed JSON; `undefined` without a body. */
  readonly body: unknown;
  /** The path segment that matches `*`. */
  readonly name: string;
}

/** Status and body; 204 has no body. */
type Answer = readonly [status: number, body?: object];
type Control = (call: Call) => Answer | Promise<Answer>;

const TokenRequest = z.strictObject({
  userId: z.string().check(z.refine(isUserId, { error: 'letters, digits and . @ + - _ only' })),
  tier: z.optional(Tier),
});
const ClockRequest = z.strictObject({ advanceMs: z.int().check(z.nonnegative()) });

const LIMIT_BYTES = 8 * 1024 * 1024;

/** The `/local` routes, with which tests and tools control the stack. Only the local stack has them. */
export function createControlRoutes(deps: ControlDeps) {
  const routes = controls(deps);
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { path } = splitTarget(request.url ?? '/');
    const here = routes.filter((route) => nameIn(route, path) !== undefined);
    if (here.length === 0) return sendProblem(response, 'not_found');
    const route = here.find(({ method }) => method === request.method);
    if (!route)
      return sendProblem(response, 'method_not_allowed', { allow: here.map(({ method }) => method).join(', ') });
    const body = parseJson((await readBody(request, LIMIT_BYTES)).toString());
    if (body === NOT_JSON) return sendProblem(response, 'bad_json');
    const [status, answer] = await route.control({ body, name: nameIn(route, path) ?? '' });
    if (answer === undefined) response.writeHead(status).end();
    else sendJson(response, status, answer, status >= 400 ? { 'content-type': 'application/problem+json' } : {});
  };
}

interface Route {
  readonly method: string;
  /** `*` matches a name. */
  readonly path: string;
  readonly control: Control;
}

function controls(deps: ControlDeps): readonly Route[] {
  const { clock, credentials, faults } = deps;
  const route = (method: string, path: string, control: Control): Route => ({
    method,
    path: `/local/${path}`,
    control,
  });
  return [
    route(
      'POST',
      'token',
      parsed(TokenRequest, (request) => issueToken(deps, request)),
    ),
    route('GET', 'reservations/*', async ({ name }) => [200, { reservations: await deps.people.reservations(name) }]),
    route('GET', 'endpoints', () => [200, deps.endpoints]),
    route('GET', 'service-credentials', () => [200, { ...credentials, region: LOCAL_REGION, service: 'execute-api' }]),
    route(
      'POST',
      'model/script',
      withModel(deps, (bedrock, { body }) => {
        const added = bedrock.script.add(body);
        return [added.status, added.body];
      }),
    ),
    route(
      'DELETE',
      'model/script',
      withModel(deps, (bedrock) => {
        bedrock.script.clear();
        return [204];
      }),
    ),
    route(
      'GET',
      'model/calls',
      withModel(deps, (bedrock) => [200, { calls: bedrock.calls() }]),
    ),
    route(
      'POST',
      'clock',
      parsed(ClockRequest, ({ advanceMs }) => {
        clock.advance(advanceMs);
        return [200, { now: new Date(clock.now()).toISOString() }];
      }),
    ),
    route(
      'POST',
      'faults',
      parsed(FaultRule, (rule) => {
        faults.add(rule);
        return [200, rule];
      }),
    ),
    route('DELETE', 'faults', () => {
      faults.clear();
      return [204];
    }),
    route('POST', 'functions/*/kill', async ({ name }) => {
      const fn = deps.functions.get(name);
      if (!fn) return refusal('not_found');
      await fn.kill();
      return [200, { name }];
    }),
    route('POST', 'jobs/*/run', async ({ name }) => {
      const run = await deps.runJob(name);
      return run ? [200, run] : refusal('not_found');
    }),
  ];
}

async function issueToken(
  { mint, people }: ControlDeps,
  { userId, tier }: z.output<typeof TokenRequest>,
): Promise<Answer> {
  await people.ensure(userId, tier);
  return [200, await mint.mint(userId)];
}

/** Requires the simulated model, because a real model has no script and no recorded calls. */
function withModel({ bedrock }: ControlDeps, control: (bedrock: FakeBedrock, call: Call) => Answer): Control {
  return (call) => (bedrock ? control(bedrock, call) : refusal('not_found'));
}

function parsed<Schema extends z.ZodMiniType>(
  schema: Schema,
  control: (body: z.output<Schema>) => Answer | Promise<Answer>,
): Control {
  return ({ body }) => {
    const result = schema.safeParse(body);
    if (result.success) return control(result.data);
    return refusal('validation_failed', { fields: faultsOf(result.error.issues) });
  };
}

const NOT_JSON = Symbol('not JSON');

function parseJson(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return NOT_JSON;
  }
}

/** @returns the path segment that matches `*`, empty if the pattern has none; `undefined` if the path differs. */
function nameIn({ path: pattern }: Route, path: string): string | undefined {
  const [before = '', behind] = pattern.split('*');
  if (behind === undefined) return path === pattern ? '' : undefined;
  const fits = path.startsWith(before) && path.endsWith(behind) && path.length > before.length + behind.length;
  return fits ? path.slice(before.length, path.length - behind.length) : undefined;
}

function refusal(code: ProblemCode, details?: Readonly<Record<string, unknown>>): Answer {
  const { status, message, retryable } = PROBLEMS[code];
  const body: ProblemBody = { error: { code, message, retryable, ...(details && { details }) } };
  return [status, body];
}

export function sendProblem(response: ServerResponse, code: ProblemCode, headers: Record<string, string> = {}): void {
  const [status, body] = refusal(code);
  sendJson(response, status, body, { 'content-type': 'application/problem+json', ...headers });
}
