import type { Connectivity, TurnStorage } from '#client/ports';

/**
 * `sessionStorage`: survives a reload, and is each tab's own, so two tabs don't resume each other's turns.
 * Where it is forbidden or full the page's memory serves, and only a reload loses a turn.
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
  };
}

export interface WebConnectivity extends Connectivity {
  /** A person asks to try again now. */
  retryNow(): void;
}

/** `navigator.onLine` and the page's visibility. */
export function createWebConnectivity(): WebConnectivity {
  const hints = new EventTarget();
  const hint = () => void hints.dispatchEvent(new Event('retry'));
  window.addEventListener('online', hint);
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
