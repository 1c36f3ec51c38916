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

type Delta = Extract<SessionAction, { type: 'chunk' | 'thinking' }>;

const isDelta = (action: SessionAction): action is Delta => action.type === 'chunk' || action.type === 'thinking';

/** Both as one, when the second goes on where the first has ended. */
const joined = (first: Delta | undefined, second: Delta): Delta | undefined =>
  first && first.type === second.type && first.step === second.step
    ? { ...second, text: first.text + second.text }
    : undefined;

/**
 * Tells its listeners at once of what a person did and of a turn's end, of the rest at most every `flushMs`, and of the
 * first thing after a silence at once too. Words that nobody has seen yet are reduced as one.
 */
export function createSessionStore(flushMs = FLUSH_MS, now: () => number = Date.now): SessionStore {
  const listeners = new Set<() => void>();
  let current = EMPTY_SESSION;
  let published = current;
  let publishedAt = Number.NEGATIVE_INFINITY;
  let held: Delta | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    if (held) current = reduceSession(current, held);
    held = undefined;
  };
  const hold = (action: SessionAction) => {
    const longer = isDelta(action) ? joined(held, action) : undefined;
    if (!longer) settle();
    if (isDelta(action)) held = longer ?? action;
    else current = reduceSession(current, action);
  };
  const publish = () => {
    clearTimeout(timer);
    timer = undefined;
    settle();
    if (published === current) return;
    published = current;
    publishedAt = now();
    for (const listener of listeners) listener();
  };

  return {
    state: () => {
      settle();
      return current;
    },
    snapshot: () => published,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispatch(action) {
      hold(action);
      const isBatched = BATCHED.has(action.type);
      if (isBatched && timer) return;
      const waitMs = isBatched ? publishedAt + flushMs - now() : 0;
      if (waitMs <= 0) publish();
      else timer = setTimeout(publish, waitMs);
    },
  };
}
