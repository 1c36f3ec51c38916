// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createWebConnectivity, createWebStorage } from './web-ports.ts';

beforeEach(() => window.sessionStorage.clear());
afterEach(() => void vi.restoreAllMocks());

it('keeps texts over a reload of the tab', async () => {
  await createWebStorage().write('a', 'text');

  expect(await createWebStorage().read('a')).toBe('text');
  expect(await createWebStorage().keys()).toEqual(['a']);
  await createWebStorage().remove('a');
  expect(await createWebStorage().read('a')).toBeNull();
});

it('uses memory where storage is forbidden', async () => {
  const storage = createWebStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  });

  await storage.write('a', 'text');

  expect(await storage.read('a')).toBe('text');
  expect(await storage.keys()).toEqual(['a']);
  await storage.remove('a');
  expect(await storage.read('a')).toBeNull();
});

it('asks for a retry when the network is back, the page is shown, or the person asks for it', () => {
  const connectivity = createWebConnectivity();
  const hint = vi.fn();
  const stop = connectivity.onRetryNow(hint);

  window.dispatchEvent(new Event('online'));
  document.dispatchEvent(new Event('visibilitychange'));
  connectivity.retryNow();
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
  window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
  expect(hint).toHaveBeenCalledTimes(4);

  stop();
  connectivity.retryNow();
  expect(hint).toHaveBeenCalledTimes(4);
});

it('asks for no retry when the page is hidden, and knows whether the device is online', () => {
  const connectivity = createWebConnectivity();
  const hint = vi.fn();
  connectivity.onRetryNow(hint);

  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(hint).not.toHaveBeenCalled();

  const online = vi.spyOn(navigator, 'onLine', 'get');
  expect([true, false].map((is) => online.mockReturnValue(is) && connectivity.online())).toEqual([true, false]);
});
