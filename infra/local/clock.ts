import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** A clock that can be moved forward, for this process and for every worker that is given its memory. */
export interface LocalClock {
  /** Milliseconds since the epoch, moved. */
  now(): number;
  /** Moves every clock at once, then tells the listeners. @param ms - Not negative. */
  advance(ms: number): void;
  /** Called after every advance; for timers, which are not moved. @returns stops it. */
  onAdvance(listener: () => void): () => void;
  /** One 64-bit integer: the milliseconds that this clock is ahead. */
  readonly memory: SharedArrayBuffer;
}

/**
 * @param file - Keeps how far the clock is ahead: what was written at a time must not lie in the future after a restart.
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
