import type { Clock } from '#ports/clock';

/** Longest silence of a stream, in milliseconds: well under the idle timeouts on the way to a browser (30 s and more). */
export const SILENCE_MS = 10_000;

const SILENT = Symbol('silent');

/**
 * Passes `source` on, and yields `beat` whenever it has been silent for `everyMs`.
 * Asks for one value at a time, so a slow reader slows the source. Closing the result closes `source`.
 */
export async function* withHeartbeat<T, Beat>(
  source: AsyncGenerator<T, void, undefined>,
  { beat, everyMs, clock }: { readonly beat: Beat; readonly everyMs: number; readonly clock: Clock },
): AsyncGenerator<T | Beat, void, undefined> {
  try {
    let next = source.next();
    for (;;) {
      const spoken = new AbortController();
      const silence = clock.sleep(everyMs, spoken.signal).then(() => SILENT);
      const result = await Promise.race([next, silence]).finally(() => spoken.abort());
      if (typeof result === 'symbol') {
        yield beat;
      } else {
        if (result.done) return;
        yield result.value;
        next = source.next();
      }
    }
  } finally {
    await source.return();
  }
}
