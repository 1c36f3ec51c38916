import type { GivenMessage } from '#contract/given-message';
import { chargeOf, NO_USAGE } from '#contract/usage';
import type { TurnRef } from '#ports/turn-records';
import { estimateContent } from '../metering/estimate.ts';
import { addedTo, blocksOf, type SettleDeps, untilItFits, type Work } from './settle-work.ts';

/**
 * Ends work that will not be recorded. The given partial answer is stored and charged by estimate. Without one, nothing
 * is charged, unless a person ends the work of a backend: that may have asked its model already, so the input is charged
 * and a trial or preview is used up. A repeated call, or one after the record, changes nothing. A later record replaces what this has stored.
 *
 * @throws {CoachError} `not_found` for an unknown reservation.
 */
export async function abortWork(
  ref: TurnRef,
  partial: readonly GivenMessage[],
  deps: SettleDeps,
  isBackend = false,
): Promise<void> {
  const produced = partial.filter(({ role }) => role === 'assistant').flatMap(({ content }) => blocksOf(content));
  const outputTokens = estimateContent(produced);
  await untilItFits(
    ref,
    async (work: Work) => {
      const { now, reservation } = work;
      // An expired hold still accepts a partial answer. The other states are ends that a caller requested.
      const isOver = reservation.state !== 'held' && (reservation.state !== 'expired' || partial.length === 0);
      if (isOver) return true;
      const mayBeAsked = reservation.isBackends === true && !isBackend;
      if (partial.length === 0 && !mayBeAsked) return deps.reservations.release({ ref, reservation });
      const usage = { ...NO_USAGE, inputTokens: reservation.inputTokens, outputTokens };
      return deps.reservations.settle({
        ref,
        now,
        reservation,
        charge: chargeOf(usage),
        source: 'estimate',
        hasDelivered: outputTokens > 0 || mayBeAsked,
        jobs: [],
        ...(partial.length > 0 && addedTo(work, ref, { messages: partial, usage, isComplete: false }, deps.ids)),
      });
    },
    deps,
  );
}
