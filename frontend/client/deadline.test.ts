import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeadline } from './deadline.ts';
import { Unreachable } from './refusal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('rings when nothing has happened for as long as was said, counted from the last time', () => {
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

it('needs one timer at a time, however often it is put off', () => {
  const deadline = createDeadline(undefined);
  for (let read = 0; read < 1_000; read += 1) deadline.within(25_000);

  expect(vi.getTimerCount()).toBe(1);
  deadline.close();
  expect(vi.getTimerCount()).toBe(0);
});

it('rings sooner when it is told to', () => {
  const deadline = createDeadline(undefined);
  deadline.within(5_000);
  deadline.within(50);

  vi.advanceTimersByTime(51);

  expect(deadline.signal.aborted).toBe(true);
});

it('never rings while it rests, and counts anew after that', () => {
  const deadline = createDeadline(undefined);
  deadline.within(100);
  deadline.rest();
  vi.advanceTimersByTime(10_000);
  expect(deadline.signal.aborted).toBe(false);

  deadline.within(100);
  vi.advanceTimersByTime(99);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(2);
  expect(deadline.signal.aborted).toBe(true);
});
