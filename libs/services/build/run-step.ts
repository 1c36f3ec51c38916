import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Telemetry } from '#ports/telemetry';
import { STEP_MS, type StepName } from './parameters.ts';

export interface StepDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Aborted when the whole attempt is to stop. */
  readonly signal: AbortSignal;
  /** Of the build, in milliseconds: no step goes beyond it. */
  readonly deadline: number;
}

/**
 * Runs one step of a build within its time, and counts how long it took. However it ends, its signal is aborted, so
 * nothing of it goes on.
 *
 * @throws {CoachError} `deadline_exceeded` when it took too long; the attempt's abort reason when that was stopped.
 */
export async function runStep<Result>(
  step: StepName,
  { clock, telemetry, signal, deadline }: StepDeps,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const begun = clock.now();
  const ended = new AbortController();
  const expired = new AbortController();
  const timer = clock.sleep(Math.max(0, Math.min(STEP_MS[step], deadline - begun)), ended.signal).then(() => {
    if (!ended.signal.aborted) expired.abort(new CoachError('deadline_exceeded', `step ${step} took too long`));
  });
  const within = AbortSignal.any([signal, expired.signal, ended.signal]);
  try {
    return await unlessAborted(work(within), within);
  } finally {
    ended.abort();
    await timer;
    telemetry.count('BuildStepTime', { step }, clock.now() - begun);
  }
}

/** The promise, or the signal's reason if that comes first. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject);
  });
}
