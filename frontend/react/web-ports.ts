import type { Connectivity, TurnStorage } from '#client/ports';

/**
 * `sessionStorage`: survives a reload, and each tab has its own, so two tabs don't resume each other's turns.
 * Where it is forbidden or full, the page's memory is used, and a reload loses the turn.
 */
export function createWebStorage(storage: () => Storage = () => window.sessionStorage): TurnStorage {
  const memory = new Map<string, string>();
  const attempt = <Value>(work: (storage: Storage) => Value): Value | undefined => {
    try {
      return work(storage());
    } catch {
      return undefined;
    }
  };
  return {
    read: (key) => memory.get(key) ?? attempt((store) => store.getItem(key)) ?? null,
    write(key, value) {
      memory.set(key, value);
      attempt((store) => store.setItem(key, value));
    },
    remove(key) {
      memory.delete(key);
      attempt((store) => store.removeItem(key));
    },
    keys: () => [...new Set([...memory.keys(), ...(attempt((store) => Object.keys(store)) ?? [])])],
  };
}

export interface WebConnectivity extends Connectivity {
  /** The person asks for a retry. */
  retryNow(): void;
}

/** `navigator.onLine` and the page's visibility. */
export function createWebConnectivity(): WebConnectivity {
  const hints = new EventTarget();
  const hint = () => void hints.dispatchEvent(new Event('retry'));
  window.addEventListener('online', hint);
  // Shown again from the browser's cache of pages.
  window.addEventListener('pageshow', ({ persisted }) => void (persisted && hint()));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') hint();
  });
  return {
    online: () => navigator.onLine,
    onRetryNow(listener) {
      hints.addEventListener('retry', listener);
      return () => hints.removeEventListener('retry', listener);
    },
    retryNow: hint,
  };
}
