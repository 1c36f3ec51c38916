import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeadline } from './deadline.ts';
import { Unreachable } from './refusal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('aborts when the given time has passed since it was last set', () => {
  const deadline = createDeadline(undefined);
  deadline.within(100);
  for (let read = 0; read < 5; read += 1) {
    vi.advanceTimersByTime(90);
    deadline.within(100);
  }

  vi.advanceTimersByTime(99);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(2);

  expect(deadline.signal.reason).toBeInstanceOf(Unreachable);
});

it('needs one timer at a time, however often it is set', () => {
  const deadline = createDeadline(undefined);
  for (let read = 0; read < 1_000; read += 1) deadline.within(25_000);

  expect(vi.getTimerCount()).toBe(1);
  deadline.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('aborts sooner when it is set to a shorter time', () => {
  const deadline = createDeadline(undefined);
  deadline.within(5_000);
  deadline.within(50);

  vi.advanceTimersByTime(51);

  expect(deadline.signal.aborted).toBe(true);
});

it('does not abort while it is paused, and starts over when it is set again', () => {
  const deadline = createDeadline(undefined);
  deadline.within(100);
  deadline.clear();
  vi.advanceTimersByTime(10_000);
  expect(deadline.signal.aborted).toBe(false);

  deadline.within(100);
  vi.advanceTimersByTime(99);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(2);
  expect(deadline.signal.aborted).toBe(true);
});
