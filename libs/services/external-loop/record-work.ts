import type { RecordTurn } from '#contract/game-chat-requests';
import { chargeOf } from '#contract/usage';
import { summaryOrder } from '#domain/summary/summary-order';
import { CoachError } from '#ports/errors';
import type { JobOrder } from '#ports/jobs';
import type { TurnRef } from '#ports/turn-records';
import { type StartJobsDeps, startJobs } from '../start-jobs.ts';
import { addedTo, type SettleDeps, untilItFits } from './settle-work.ts';

export type RecordDeps = SettleDeps & StartJobsDeps;

/**
 * Charges the usage that the provider reported and stores the messages, once, however often it is called. The first end
 * wins: nothing more is charged after an abort that was charged. A report after the hold was released is still charged.
 *
 * @throws {CoachError} `not_found` for an unknown reservation and, after it was charged, for a deleted session.
 */
export async function recordWork(
  ref: TurnRef,
  { messages, usage }: Pick<RecordTurn, 'messages' | 'usage'>,
  deps: RecordDeps,
): Promise<void> {
  let ordered: readonly JobOrder[] = [];
  const { session } = await untilItFits(
    ref,
    async (work) => {
      ordered = [];
      if (work.reservation.state === 'settled') return true;
      ordered = work.session ? summaryOrder({ ...ref, session: work.session }, messages.length - 1) : [];
      return deps.reservations.settle({
        ref,
        now: work.now,
        reservation: work.reservation,
        charge: chargeOf(usage),
        hasDelivered: usage.outputTokens > 0 || messages.some(({ role }) => role === 'assistant'),
        jobs: ordered,
        ...addedTo(work, ref, { messages, usage, isComplete: true }, deps.ids),
      });
    },
    deps,
  );
  await startJobs(ordered, deps);
  if (!session) throw new CoachError('not_found', 'the session is gone');
}
