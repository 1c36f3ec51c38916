import { useCallback, useRef, useSyncExternalStore } from 'react';

/**
 * The latest value, for a component that renders again only when a field has changed that it read in its last render.
 * Destructuring reads the named fields, spreading reads all of them.
 */
export function useReadFields<Value extends object>(
  subscribe: (listener: () => void) => () => void,
  latest: () => Value,
): Value {
  const value = latest();
  const read = new Set<keyof Value>();
  const drawn = useRef({ value, read });
  drawn.current = { value, read };
  const whenChanged = useCallback(() => {
    const [before, now] = [drawn.current, latest()];
    return [...before.read].every((field) => Object.is(before.value[field], now[field])) ? before.value : now;
  }, [latest]);
  useSyncExternalStore(subscribe, whenChanged, whenChanged);
  return new Proxy(value, {
    get(_, field) {
      read.add(field as keyof Value);
      return value[field as keyof Value];
    },
  });
}
