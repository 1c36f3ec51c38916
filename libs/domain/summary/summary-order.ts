import type { JobOrder } from '#ports/jobs';
import type { MessageRecord, SessionRecord } from '#ports/session-records';

/** Messages that a summary leaves to the window; the newest are told best in their own words. */
export const RECENT_MESSAGES = 10;

/** A summary is ordered once more messages than this are in none, and at most every so many. */
const UNSUMMARISED = 14;
const EVERY = 6;

/** A turn of the session. */
export interface SummarisedTurn {
  readonly sub: string;
  readonly turnId: string;
  /** As it was before the turn. */
  readonly session: Pick<SessionRecord, 'kind' | 'sessionId' | 'nextSeq' | 'summary'>;
}

/**
 * What a finished turn orders so that nothing which falls out of the window is lost. Ordered when the turn's messages
 * cross a multiple of {@link EVERY}: so no run has to be remembered, and one that failed is made up for by the next.
 *
 * @param answers - Messages that the turn adds after the person's own.
 */
export function summaryOrder({ sub, turnId, session }: SummarisedTurn, answers: number): readonly JobOrder[] {
  const { kind, sessionId, nextSeq, summary } = session;
  const total = nextSeq + 1 + answers;
  const isMany = total - (summary?.upTo ?? 0) > UNSUMMARISED;
  const isTime = Math.floor(total / EVERY) > Math.floor(nextSeq / EVERY);
  if (!isMany || !isTime) return [];
  const job = 'summarize-conversation';
  return [{ id: `${job}#${sub}#${sessionId}#${turnId}`, job, payload: { sub, kind, sessionId } }];
}

/**
 * Where a summary ends: as late as it may without splitting a turn, whose messages belong together.
 *
 * @param messages - From where the summary begins, the one numbered `limit` included if there is one.
 * @param limit - No later than this message number.
 * @returns the number of the first message that it leaves out; 0 when there are none at all.
 */
export function endOfSummary(messages: readonly MessageRecord[], limit: number): number {
  const end = messages.findLastIndex(
    ({ seq, turnId }, place) =>
      seq <= limit && (place === 0 || turnId === undefined || turnId !== messages[place - 1]?.turnId),
  );
  return messages[end]?.seq ?? 0;
}
