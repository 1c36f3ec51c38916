// @vitest-environment jsdom
import { beforeEach, expect, it, vi } from 'vitest';
import { createWebConnectivity, createWebStorage } from './web-ports.ts';

beforeEach(() => window.sessionStorage.clear());

it('keeps texts for the next page of this tab', async () => {
  await createWebStorage().write('a', 'text');

  expect(await createWebStorage().read('a')).toBe('text');
  await createWebStorage().remove('a');
  expect(await createWebStorage().read('a')).toBeNull();
});

it('serves from memory where storage is forbidden', async () => {
  const storage = createWebStorage(() => {
    throw new DOMException('denied', 'SecurityError');
  });

  await storage.write('a', 'text');

  expect(await storage.read('a')).toBe('text');
  await storage.remove('a');
  expect(await storage.read('a')).toBeNull();
});

it('hints at another try when the network is back, the page is seen, or somebody asks', () => {
  const connectivity = createWebConnectivity();
  const hint = vi.fn();
  const stop = connectivity.onRetryNow(hint);

  window.dispatchEvent(new Event('online'));
  document.dispatchEvent(new Event('visibilitychange'));
  connectivity.retryNow();
  expect(hint).toHaveBeenCalledTimes(3);

  stop();
  connectivity.retryNow();
  expect(hint).toHaveBeenCalledTimes(3);
});
