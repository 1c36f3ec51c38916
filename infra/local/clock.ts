import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A clock that can be advanced, for this process and for every worker that shares its memory. */
export interface LocalClock {
  /** Milliseconds since the Unix epoch, including the offset. */
  now(): number;
  /** Advances every clock at once, then calls the listeners. @param ms - Not negative. */
  advance(ms: number): void;
  /** Calls `listener` after every advance. Timers need it, because they are not moved. @returns unsubscribes. */
  onAdvance(listener: () => void): () => void;
  /** One 64-bit integer: the clock's offset in milliseconds. */
  readonly memory: SharedArrayBuffer;
}

/**
 * @param file - Stores the offset, so that stored timestamps are not in the future after a restart.
 */
export function createLocalClock(file?: string): LocalClock {
  const memory = new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT);
  const ahead = new BigInt64Array(memory);
  const listeners = new Set<() => void>();
  if (file !== undefined && existsSync(file)) ahead[0] = BigInt(readFileSync(file, 'utf8'));
  return {
    memory,
    now: () => Date.now() + Number(Atomics.load(ahead, 0)),
    advance(ms) {
      Atomics.add(ahead, 0, BigInt(Math.round(ms)));
      if (file !== undefined) writeFileSync(file, String(Atomics.load(ahead, 0)));
      for (const listener of [...listeners]) listener();
    },
    onAdvance(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
