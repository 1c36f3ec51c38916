import { useEffect, useRef, useState } from 'react';

/**
 * Whole seconds left; counts while it is running, and calls `onEnd` once at 0.
 */
export function useCountdown(fromSeconds: number, isRunning: boolean, onEnd: () => void): number {
  const [left, setLeft] = useState(fromSeconds);
  const end = useRef(onEnd);
  end.current = onEnd;
  useEffect(() => {
    if (!isRunning) return;
    if (left === 0) {
      end.current();
      return;
    }
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left, isRunning]);
  return left;
}
