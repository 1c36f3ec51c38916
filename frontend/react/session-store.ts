import type { SessionAction } from '#client/local-action';
import { reduceSession } from '#client/reduce-session';
import { EMPTY_SESSION, type SessionState } from '#client/session-state';

/** Ten pictures a second read as flowing, and leave the page's time to the page. */
export const FLUSH_MS = 100;

/** The state of one session, published no more often than a person can follow. */
export interface SessionStore {
  readonly state: () => SessionState;
  /** The state as last published: what screens show. */
  readonly snapshot: () => SessionState;
  subscribe(listener: () => void): () => void;
  dispatch(action: SessionAction): void;
}

/** Events that come in showers. */
const BATCHED: ReadonlySet<SessionAction['type']> = new Set([
  'chunk',
  'thinking',
  'contextual',
  'tool',
  'tool_result',
  'reset',
  'snapshot',
]);

/**
 * Reduces every action at once; tells its listeners at once of what a person did and of a turn's end, of the rest at
 * most every `flushMs`, and of the first thing after a silence at once too.
 */
export function createSessionStore(flushMs = FLUSH_MS, now: () => number = Date.now): SessionStore {
  const listeners = new Set<() => void>();
  let current = EMPTY_SESSION;
  let published = current;
  let publishedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const publish = () => {
    clearTimeout(timer);
    timer = undefined;
    if (published === current) return;
    published = current;
    publishedAt = now();
    for (const listener of listeners) listener();
  };

  return {
    state: () => current,
    snapshot: () => published,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispatch(action) {
      current = reduceSession(current, action);
      const waitMs = BATCHED.has(action.type) ? publishedAt + flushMs - now() : 0;
      if (waitMs <= 0) publish();
      else timer ??= setTimeout(publish, waitMs);
    },
  };
}
