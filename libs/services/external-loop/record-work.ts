import type { RecordTurn } from '#contract/game-chat-requests';
import { chargeOf } from '#contract/usage';
import { summaryOrder } from '#domain/summary/summary-order';
import { CoachError } from '#ports/errors';
import type { JobOrder } from '#ports/jobs';
import type { HeldReservation } from '#ports/reservations';
import type { TurnRef } from '#ports/turn-records';
import { type StartJobsDeps, startJobs } from '../start-jobs.ts';
import { addedTo, type SettleDeps, untilItFits } from './settle-work.ts';

export type RecordDeps = SettleDeps & StartJobsDeps;

export interface Report extends Pick<RecordTurn, 'messages' | 'usage'> {
  /** A hash of messages and usage. It identifies the report when it is sent again. */
  readonly hash: string;
}

/**
 * Charges the usage that the provider reported and stores the messages, once, however often it is called. After an abort
 * it replaces the estimate and the partial messages of that abort. After an expiry or a release it is charged late.
 *
 * @throws {CoachError} `not_found` for an unknown reservation and, after it was charged, for a deleted session;
 *   `turn_mismatch` when another report was recorded.
 */
export async function recordWork(ref: TurnRef, report: Report, deps: RecordDeps): Promise<void> {
  const { messages, usage, hash } = report;
  const charge = chargeOf(usage);
  let ordered: readonly JobOrder[] = [];
  const { session } = await untilItFits(
    ref,
    async (work) => {
      const { now, reservation } = work;
      ordered = [];
      if (isRecorded(reservation)) {
        checkSame(reservation, hash, charge);
        return true;
      }
      ordered = work.session ? summaryOrder({ ...ref, session: work.session }, messages.length - 1) : [];
      return deps.reservations.settle({
        ref,
        now,
        reservation,
        charge: isEnded(reservation) ? Math.max(charge, reservation.inputTokens) : charge,
        source: 'report',
        report: hash,
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

/** An abort with output has settled it by estimate: the model had the input. */
const isEnded = ({ state, source }: HeldReservation): boolean => state === 'settled' && source === 'estimate';

const isRecorded = ({ state, source }: HeldReservation): boolean => state === 'settled' && source !== 'estimate';

/**
 * Rows that are older than the hash have only their charge to compare.
 * @throws {CoachError} when something else than this report was recorded, or it is the work of our own producer.
 */
function checkSame({ source, report, amount }: HeldReservation, hash: string, charge: number): void {
  if (source === 'meter') throw new CoachError('not_found', 'not the reservation of an external loop');
  const isSame = report === undefined ? amount === charge : report === hash;
  if (!isSame) throw new CoachError('turn_mismatch', 'another report was recorded');
}
