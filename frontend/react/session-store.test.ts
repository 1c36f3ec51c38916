import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { NO_OWN_STATE } from '#client/coach-descriptor';
import type { SessionAction } from '#client/local-action';
import { createReducer } from '#client/reduce-session';
import { emptySession } from '#client/session-state';
import { chunk, completed, started, TURN } from '../testing/turn-fixtures.ts';
import { createSessionStore, FLUSH_MS } from './session-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sent = { type: 'turn_sent', turnId: TURN, message: { text: 'Hi' }, createdAt: '' } as const;

const reduce = createReducer(NO_OWN_STATE);

function watched() {
  const store = createSessionStore(NO_OWN_STATE);
  const seen: string[] = [];
  store.subscribe(() => seen.push(store.snapshot().messages.at(-1)?.text ?? ''));
  return { store, seen };
}

it('publishes at most twelve times a second, however fast chunks arrive', () => {
  const { store, seen } = watched();
  store.dispatch(sent);
  store.dispatch(started());
  const before = seen.length;

  for (let token = 0; token < 1_000; token += 1) {
    store.dispatch(chunk('x'));
    vi.advanceTimersByTime(1);
  }

  expect(seen.length - before).toBeLessThanOrEqual(12);
  expect(seen.length - before).toBeGreaterThanOrEqual(9);
});

it('publishes the first chunk after a pause at once', () => {
  const { store, seen } = watched();
  store.dispatch(sent);
  store.dispatch(started());
  vi.advanceTimersByTime(FLUSH_MS);

  store.dispatch(chunk('Hello'));

  expect(seen.at(-1)).toBe('Hello');
});

it('loses no chunk that it holds back', () => {
  const { store, seen } = watched();
  store.dispatch(sent);
  store.dispatch(started());
  store.dispatch(chunk('a'));
  store.dispatch(chunk('b'));

  vi.advanceTimersByTime(FLUSH_MS);

  expect(seen.at(-1)).toBe('ab');
  expect(store.snapshot()).toBe(store.state());
});

it('publishes the end at once, and nothing after it', () => {
  const { store, seen } = watched();
  store.dispatch(sent);
  store.dispatch(started());
  store.dispatch(chunk('a'));
  store.dispatch(completed('a b'));
  const published = seen.length;

  expect(seen.at(-1)).toBe('a b');
  vi.advanceTimersByTime(10 * FLUSH_MS);
  expect(seen).toHaveLength(published);
});

it('has the same state as a reducer that takes every event by itself, whenever it is read', () => {
  const delta = fc.record({
    type: fc.constantFrom<'chunk' | 'thinking'>('chunk', 'thinking'),
    text: fc.string({ maxLength: 3 }),
    step: fc.integer({ min: 1, max: 2 }),
  });
  const tool = { type: 'tool', toolUseId: 't', name: 'get_games', label: '', input: {}, step: 1 } as const;
  const action: fc.Arbitrary<SessionAction<object>> = fc.oneof(
    { weight: 5, arbitrary: delta },
    fc.constant(tool),
    fc.constant({ type: 'reset', epoch: 2 } as const),
    fc.constant(completed('a b')),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(action, fc.boolean())), (actions) => {
      const store = createSessionStore(NO_OWN_STATE);
      let expected = reduce(reduce(emptySession({}), sent), started());
      store.dispatch(sent);
      store.dispatch(started());
      for (const [action, looks] of actions) {
        store.dispatch(action);
        expected = reduce(expected, action);
        if (looks) expect(store.state()).toEqual(expected);
      }
      expect(store.state()).toEqual(expected);
    }),
  );
});
