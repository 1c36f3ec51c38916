import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const isOver = async (work: Promise<void>) => {
  let over = false;
  void work.then(() => {
    over = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return over;
};

it('sleeps for the whole time, and leaves nothing behind', async () => {
  const stop = new AbortController();
  const startedAt = systemClock.now();
  const sleep = systemClock.sleep(2_000, stop.signal);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(await isOver(sleep)).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(await isOver(sleep)).toBe(true);
  expect(systemClock.now() - startedAt).toBe(2_000);
  expect(getEventListeners(stop.signal, 'abort')).toEqual([]);
});

it('wakes a sleeper without an error when its signal aborts, and stops its timer', async () => {
  const stop = new AbortController();
  const sleep = systemClock.sleep(60_000, stop.signal);
  expect(await isOver(sleep)).toBe(false);
  stop.abort(new Error('enough'));
  expect(await isOver(sleep)).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

it('does not sleep when the signal has aborted before', async () => {
  expect(await isOver(systemClock.sleep(60_000, AbortSignal.abort()))).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});
