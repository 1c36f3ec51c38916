import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Rate, Rates } from '#ports/rates';

export interface CountDeps {
  readonly rates: Rates;
  readonly clock: Clock;
}

/**
 * Counts one request in its window.
 * @throws {CoachError} `rate_limited` when the window is full.
 */
export async function countRequest(sub: string, rate: Rate, { rates, clock }: CountDeps): Promise<void> {
  if (await rates.count(sub, rate)) return;
  const retryAfterMs = Math.max(1, rate.endsAt - clock.now());
  throw new CoachError('rate_limited', `${rate.window} is full`, { retryAfterMs, details: { retryAfterMs } });
}
