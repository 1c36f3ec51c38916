import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';

/**
 * Runs work with a signal that aborts after a time limit.
 *
 * @param ms - From now. At 0 or below the signal aborts immediately.
 * @throws {CoachError} `deadline_exceeded` when it took too long. The work must react to its signal.
 */
export async function within<Result>(
  ms: number,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const expired = new AbortController();
  const timer = clock.sleep(Math.max(0, ms), ended.signal).then(() => {
    if (!ended.signal.aborted) expired.abort(new CoachError('deadline_exceeded', 'the work took too long'));
  });
  try {
    return await work(expired.signal);
  } finally {
    ended.abort();
    await timer;
  }
}
