// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSessionTimeout } from './use-session-timeout.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T10:00:00.000Z') }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const after = (ms: number) => act(() => vi.advanceTimersByTime(ms));

it('counts down through its levels by the server’s clock', () => {
  // Our clock is a minute behind.
  const { result } = renderHook(() => useSessionTimeout('2026-11-21T10:11:00.000Z', 60_000));

  expect(result.current).toEqual({ remainingMs: 600_000, level: 'near' });
  after(5 * 60_000);
  expect(result.current.level).toBe('soon');
  after(1_000);
  expect(result.current.remainingMs).toBe(299_000);
  after(179_000);
  expect(result.current.level).toBe('urgent');
  after(119_000);
  expect(result.current.remainingMs).toBe(1_000);
  after(1_000);
  expect(result.current).toEqual({ remainingMs: 0, level: 'expired' });
});

it('renders rarely while the end is far', () => {
  let renders = 0;
  renderHook(() => {
    renders += 1;
    return useSessionTimeout('2026-12-21T10:00:00.000Z');
  });

  after(10 * 60_000);

  expect(renders).toBeLessThanOrEqual(12);
});

it('returns to level far when the session is extended', () => {
  const { result, rerender } = renderHook(({ end }) => useSessionTimeout(end), {
    initialProps: { end: '2026-11-21T10:01:00.000Z' },
  });
  expect(result.current.level).toBe('urgent');

  rerender({ end: '2026-11-21T10:31:00.000Z' });

  expect(result.current.level).toBe('far');
});

it('has no level for a session that never expires', () => {
  const { result } = renderHook(() => useSessionTimeout(null));

  expect(result.current).toEqual({ remainingMs: undefined, level: 'none' });
});
