import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Telemetry } from '#ports/telemetry';
import { STEP_MS, type StepName } from './parameters.ts';

export interface StepDeps {
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** Aborted when the whole attempt must stop. */
  readonly signal: AbortSignal;
  /** Deadline of the build, in milliseconds since the epoch. No step exceeds it. */
  readonly deadline: number;
}

/**
 * Runs one step of a build within its time limit and records its duration. The step's signal is aborted at its end in
 * every case, so that none of its work continues.
 *
 * @throws {CoachError} `deadline_exceeded` when it took too long; the attempt's abort reason when the attempt was
 * stopped.
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

/** Rejects with the signal's reason if it aborts before the promise settles. */
function unlessAborted<Result>(promise: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject);
  });
}
