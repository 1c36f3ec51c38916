import type { OwnState } from '#client/coach-descriptor';
import type { SessionAction } from '#client/local-action';
import { createReducer } from '#client/reduce-session';
import { emptySession, type SessionState } from '#client/session-state';

/** Ten updates a second look fluent, and leave time for the page. In milliseconds. */
export const FLUSH_MS = 100;

/** The state of one session, published no more often than `flushMs` while an answer streams. */
export interface SessionStore<Own> {
  readonly state: () => SessionState<Own>;
  /** The state as last published: what screens show. */
  readonly snapshot: () => SessionState<Own>;
  subscribe(listener: () => void): () => void;
  dispatch(action: SessionAction<Own>): void;
}

/** Events that come many at a time. */
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

const isDelta = (action: { readonly type: string }): action is Delta =>
  action.type === 'chunk' || action.type === 'thinking';

/** Both deltas as one, when the second continues the first. */
const joined = (first: Delta | undefined, second: Delta): Delta | undefined =>
  first && first.type === second.type && first.step === second.step
    ? { ...second, text: first.text + second.text }
    : undefined;

/**
 * Publishes at once what the person did, the end of a turn and the first event after a pause, everything else at most
 * every `flushMs`. Deltas that are not published yet are reduced as one.
 */
export function createSessionStore<Own>(
  own: OwnState<Own>,
  flushMs = FLUSH_MS,
  now: () => number = Date.now,
): SessionStore<Own> {
  const reduceSession = createReducer(own);
  const listeners = new Set<() => void>();
  let current = emptySession(own.initial);
  let published = current;
  let publishedAt = Number.NEGATIVE_INFINITY;
  let held: Delta | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = () => {
    if (held) current = reduceSession(current, held);
    held = undefined;
  };
  const hold = (action: SessionAction<Own>) => {
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
