import type { FaultRule } from '#infra/local/faults/faults';
import type { LocalStack } from '#infra/local/stack';

/** The function that serves the turns. */
const STREAM_FUNCTION = 'stream-coach-creator-session';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Controls a proof's stack through its `/local` routes. */
export function controlsOf(stack: LocalStack) {
  const local = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${stack.origin}/local/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`/local/${path}: ${response.status} ${await response.text()}`);
  };
  const advance = (advanceMs: number) => local('POST', 'clock', { advanceMs });
  return {
    advance,
    /** Advances the clock to a new window of all hourly limits. */
    nextHour: () => advance(HOUR_MS),
    /** Advances the clock to the start of a new window of the per-minute limits. */
    nextMinute: () => advance(MINUTE_MS - (stack.clock.now() % MINUTE_MS) + 500),
    fault: (rule: FaultRule) => local('POST', 'faults', rule),
    clearFaults: () => local('DELETE', 'faults'),
    /** Answers the next `times` calls whose last message contains `contains` with these steps. */
    script: (contains: string, times: number, steps: readonly object[]) =>
      local('POST', 'model/script', [{ match: { contains }, times, steps }]),
    forgetScript: () => local('DELETE', 'model/script'),
    kill: () => local('POST', `functions/${STREAM_FUNCTION}/kill`),
  };
}

export type Controls = ReturnType<typeof controlsOf>;
