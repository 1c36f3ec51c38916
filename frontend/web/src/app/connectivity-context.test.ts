// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useIsOffline } from './connectivity-context.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

it('reports a device as offline after two seconds, and as online at once', () => {
  const onLine = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(true);
  const become = (is: boolean) =>
    act(() => {
      onLine.mockReturnValue(is);
      window.dispatchEvent(new Event(is ? 'online' : 'offline'));
    });
  const after = (ms: number) => act(() => void vi.advanceTimersByTime(ms));
  const { result } = renderHook(() => useIsOffline());

  become(false);
  after(1_999);
  expect(result.current).toBe(false);
  become(true);
  after(2_000);
  expect(result.current).toBe(false);
  become(false);
  after(2_000);
  expect(result.current).toBe(true);
  become(true);
  expect(result.current).toBe(false);
});
