import type * as z from 'zod/mini';
import type { WebConfig } from '#contract/web-config';
import { createDeadline } from './deadline.ts';
import type { Limits } from './limits.ts';
import type { GetToken } from './ports.ts';
import { failureOf, Refusal, Unreachable } from './refusal.ts';
import { apiUrlOf } from './urls.ts';

export interface CallDeps {
  readonly config: WebConfig;
  readonly fetch: typeof fetch;
  readonly getToken: GetToken;
  readonly limits: Limits;
  readonly now: () => number;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /** Timeout, in milliseconds, for calls that take longer than most. */
  readonly patienceMs?: number;
}

export type Query = NonNullable<Call['query']>;

function queryOf(query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

/**
 * Sends one request to the REST API; its body is not read yet. An expired token is renewed once.
 *
 * @throws {Refusal | Unreachable}
 */
async function request({ method, path, query, body }: Call, deps: CallDeps, signal: AbortSignal): Promise<Response> {
  const send = async (renew: boolean) => {
    const token = await deps.getToken(renew);
    const response = await deps.fetch(`${apiUrlOf(deps.config, path)}${queryOf(query)}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      signal,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw await failureOf(response, deps.now());
    return response;
  };
  return send(false).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 401 && error.code !== 'missing_token') return send(true);
    throw error;
  });
}

/**
 * Calls the API and parses its answer by `schema`. Answers without a body are parsed as `undefined`.
 *
 * @throws {Refusal} our server refused.
 * @throws {Unreachable} for anything else, including an answer of another shape.
 */
export async function callApi<Value>(call: Call, schema: z.ZodMiniType<Value>, deps: CallDeps): Promise<Value> {
  const deadline = createDeadline(undefined);
  try {
    deadline.within(call.patienceMs ?? deps.limits.callMs);
    const response = await request(call, deps, deadline.signal);
    return schema.parse(response.status === 204 ? undefined : await response.json());
  } catch (error) {
    if (error instanceof Refusal || error instanceof Unreachable) throw error;
    throw new Unreachable(`${call.method} ${call.path} got no answer of ours`, { cause: error });
  } finally {
    deadline.close();
  }
}
