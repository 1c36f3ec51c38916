import type { JobOrder } from '#ports/jobs';
import type { MessageRecord, SessionRecord } from '#ports/session-records';

/** The newest messages are left to the window and not summarised. */
const RECENT_MESSAGES = 10;

/** A summary is ordered when this many messages more than the newest are in none, at most once per `EVERY` messages. */
const OLDER_MESSAGES = 4;
const EVERY = 6;

/** How many of the newest messages are left to the window, which is smaller once the model has refused a longer one. */
export const recentMessages = ({ windowMessages = RECENT_MESSAGES }: Pick<SessionRecord, 'windowMessages'>): number =>
  Math.min(RECENT_MESSAGES, windowMessages);

/** A turn of the session. */
export interface SummarisedTurn {
  readonly sub: string;
  readonly turnId: string;
  /** As it was before the turn. */
  readonly session: Pick<SessionRecord, 'kind' | 'sessionId' | 'nextSeq' | 'summary' | 'windowMessages'>;
}

/**
 * The summary job that a finished turn orders, so that messages that leave the window are not lost. Ordered when the
 * turn's messages cross a multiple of {@link EVERY}, so no run has to be stored and the next one makes up for a failed
 * one.
 *
 * @param answers - Messages that the turn adds after the user's.
 */
export function summaryOrder({ sub, turnId, session }: SummarisedTurn, answers: number): readonly JobOrder[] {
  const { kind, sessionId, nextSeq, summary } = session;
  const total = nextSeq + 1 + answers;
  const isMany = total - (summary?.upTo ?? 0) > recentMessages(session) + OLDER_MESSAGES;
  const isTime = Math.floor(total / EVERY) > Math.floor(nextSeq / EVERY);
  if (!isMany || !isTime) return [];
  const job = 'summarize-conversation';
  return [{ id: `${job}#${sub}#${sessionId}#${turnId}`, job, payload: { sub, kind, sessionId } }];
}

/**
 * Where a summary ends: as late as possible without splitting a turn, because its messages belong together.
 *
 * @param messages - From the beginning of the summary, up to and including the one numbered `limit` if it exists.
 * @param limit - The summary ends at this message number or before.
 * @returns the number of the first message outside the summary, or 0 without messages.
 */
export function endOfSummary(messages: readonly MessageRecord[], limit: number): number {
  const end = messages.findLastIndex(
    ({ seq, turnId }, place) =>
      seq <= limit && (place === 0 || turnId === undefined || turnId !== messages[place - 1]?.turnId),
  );
  return messages[end]?.seq ?? 0;
}
