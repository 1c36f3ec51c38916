import type { ProblemCode } from '#contract/problems';
import type { Clock } from '#ports/clock';
import type { GenerationRecord, GenerationRef, Generations } from '#ports/generations';
import type { Telemetry } from '#ports/telemetry';

export interface FailPicturesDeps {
  readonly generations: Generations;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/**
 * Ends a generation that Lambda gave up, and gives its missing pictures back. Does not change one that a worker is
 * still making: only a worker that is alive renews its lease, so this waits once for the end of the lease.
 *
 * @returns whether it was ended.
 */
export async function failPictures(
  ref: GenerationRef,
  code: Extract<ProblemCode, 'deadline_exceeded' | 'attempts_exhausted'>,
  { generations, clock, telemetry }: FailPicturesDeps,
): Promise<boolean> {
  const end = async () => {
    const read = await generations.get(ref);
    return read && isAbandoned(read, clock.now()) ? generations.end(read, { code, now: clock.now() }) : false;
  };
  let isEnded = await end();
  const read = isEnded ? undefined : await generations.get(ref);
  if (read?.state === 'running' && read.leaseUntil !== undefined) {
    await clock.sleep(Math.max(0, read.leaseUntil + 1 - clock.now()));
    isEnded = await end();
  }
  if (isEnded) telemetry.count('Generations', { outcome: 'failed' });
  return isEnded;
}

const isAbandoned = ({ state, leaseUntil = 0 }: GenerationRecord, now: number): boolean =>
  state === 'queued' || (state === 'running' && leaseUntil < now);
