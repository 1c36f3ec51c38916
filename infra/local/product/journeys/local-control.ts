import { setTimeout as pause } from 'node:timers/promises';
import type { LocalStack } from '../../stack.ts';

export type Stack = Pick<LocalStack, 'origin' | 'config' | 'streamUrls'>;

/** The `/local` routes of a stack. */
export function controlOf({ origin }: Stack) {
  const call = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${origin}/local/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`/local/${path} answered ${response.status}`);
    return response;
  };
  return {
    script: (contains: string, ...steps: readonly object[]) =>
      call('POST', 'model/script', [{ match: { contains }, steps }]),
    advance: (advanceMs: number) => call('POST', 'clock', { advanceMs }),
    kill: (name: string) => call('POST', `functions/${name}/kill`),
    run: async (job: string): Promise<unknown> => (await call('POST', `jobs/${job}/run`)).json(),
    /** Every request to `target` is lost, or never answered, until {@link restore}. */
    breakDown: (target: string, kind: 'down' | 'timeout' = 'down') =>
      call('POST', 'faults', { target, kind, probability: 1 }),
    restore: () => call('DELETE', 'faults'),
    get: async <Answer>(path: string): Promise<Answer> => (await (await call('GET', path)).json()) as Answer,
  };
}

/** A journey goes on as soon as what it waits for is there, so only one that fails waits this long. */
const WAIT_LIMIT_MS = 60_000;

/** Waits until `read` returns something true. @throws Error after a minute. */
export async function until<Value>(what: string, read: () => Promise<Value | false | undefined>): Promise<Value> {
  for (const end = performance.now() + WAIT_LIMIT_MS; performance.now() < end; await pause(10)) {
    const value = await read();
    if (value) return value;
  }
  throw new Error(`${what} did not come`);
}

/** @throws Error when `condition` is false. */
export function expectThat(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(what);
}
