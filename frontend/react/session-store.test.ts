import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { chunk, completed, started, TURN } from '../testing/turn-fixtures.ts';
import { createSessionStore, FLUSH_MS } from './session-store.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const sent = { type: 'turn_sent', turnId: TURN, text: 'Hi', createdAt: '' } as const;

function watched() {
  const store = createSessionStore();
  const seen: string[] = [];
  store.subscribe(() => seen.push(store.snapshot().messages.at(-1)?.text ?? ''));
  return { store, seen };
}

it('publishes at most twelve times a second, however fast the words come', () => {
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

it('shows the first word after a silence at once', () => {
  const { store, seen } = watched();
  store.dispatch(sent);
  store.dispatch(started());
  vi.advanceTimersByTime(FLUSH_MS);

  store.dispatch(chunk('Hello'));

  expect(seen.at(-1)).toBe('Hello');
});

it('loses none of the words that it holds back', () => {
  const { store, seen } = watched();
  store.dispatch(sent);
  store.dispatch(started());
  store.dispatch(chunk('a'));
  store.dispatch(chunk('b'));

  vi.advanceTimersByTime(FLUSH_MS);

  expect(seen.at(-1)).toBe('ab');
  expect(store.snapshot()).toBe(store.state());
});

it('shows the end at once, and nothing after it', () => {
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
