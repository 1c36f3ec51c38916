import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import { isCounted, type StagedWrite, type StagedWrites } from '#ports/staged-writes';
import { rateLimited } from './limits.ts';
import { minuteRate } from './rates.ts';

const MINUTE_MS = 60_000;

/** How many of them a person may make in a minute outside a turn; `null` for those that only a commit may make. */
const A_MINUTE: Readonly<Record<StagedWrite['type'], { readonly counter: 'notes'; readonly limit: number } | null>> = {
  save_note: { counter: 'notes', limit: 20 },
  order_build: null, // it needs the job that the same commit orders
  save_draft: null, // it belongs to the state that the same commit stores
};

export interface ApplyWriteDeps {
  readonly stagedWrites: StagedWrites;
  readonly clock: Clock;
}

export const needsCommit = ({ type }: StagedWrite): boolean => A_MINUTE[type] === null;

/**
 * Makes one write outside a turn.
 * @throws {CoachError} `rate_limited`; `internal` for a write that {@link needsCommit}.
 */
export async function applyWrite(
  sub: string,
  write: StagedWrite,
  { stagedWrites, clock }: ApplyWriteDeps,
): Promise<void> {
  const allowed = A_MINUTE[write.type];
  if (!allowed || !isCounted(write)) throw new CoachError('internal', `${write.type} outside a commit`);
  const now = clock.now();
  const isApplied = await stagedWrites.apply(sub, write, minuteRate(allowed.counter, now, allowed.limit));
  if (!isApplied) throw rateLimited(now, MINUTE_MS);
}
