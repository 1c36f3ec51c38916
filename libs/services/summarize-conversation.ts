import type { SummaryOrder } from '#domain/job-payloads';
import { endOfSummary, RECENT_MESSAGES } from '#domain/summary/summary-order';
import { parseSummary, summaryRequest } from '#domain/summary/write-summary';
import { hasText } from '#domain/transcript';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import { type Model, ModelFailure } from '#ports/model';
import type { MessageRecord } from '#ports/session-records';
import type { Sessions } from '#ports/sessions';
import type { Telemetry } from '#ports/telemetry';
import { callTool, within } from './call-tool.ts';
import { createMeter } from './metering/meter.ts';
import { completedTurns } from './turn/history.ts';

export interface SummarizeDeps {
  readonly sessions: Sessions;
  readonly model: Model;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** `over`: nothing was left to do, or another run has done it. */
export type SummaryOutcome = 'written' | 'over';

/** Message numbers of one run: more than the largest turn and the largest gap together. The next run goes on from there. */
const MAX_MESSAGES = 200;

const MAX_ASKS = 2;
const ASK_MS = 60_000;

/**
 * Tells a model's memory of a conversation on: what was said since the last summary becomes a part of it, but for the
 * newest messages. Any number of deliveries make the same; a run that was overtaken writes nothing.
 *
 * @throws when it should be delivered again: the model did not answer well, or storage did not answer.
 */
export async function summarizeConversation(order: SummaryOrder, deps: SummarizeDeps): Promise<SummaryOutcome> {
  const { sessions, telemetry } = deps;
  const ref = { sub: order.sub, kind: order.kind, sessionId: order.sessionId };
  const session = await sessions.get(ref);
  if (!session) return 'over';
  const { text: earlier = '', upTo: from = 0 } = session.summary ?? {};
  const limit = Math.min(session.nextSeq - RECENT_MESSAGES, from + MAX_MESSAGES);
  if (limit <= from) return 'over';

  const messages = await sessions.messagesBetween(ref, { from, before: limit + 1 });
  const { activeTurn, parkedTurn } = session;
  // Answers of a turn that is not over come yet, in the numbers that were left free for them.
  const open = messages.find(({ turnId }) => turnId !== undefined && [activeTurn, parkedTurn].includes(turnId));
  const upTo = Math.min(endOfSummary(messages, limit), open?.seq ?? limit);
  if (upTo <= from) return 'over';

  // What a coach is not shown while it is in the window, it is not told of later either.
  const told = completedTurns(messages.filter(({ seq }) => seq < upTo));
  const text = hasText(told) ? await write(told, earlier, deps) : earlier;
  const isKept = await sessions.summarize(ref, { text, upTo }, from);
  telemetry.count(isKept ? 'SummariesWritten' : 'SummariesOvertaken', { kind: order.kind });
  return isKept ? 'written' : 'over';
}

/** Asks once more when the answer is none. @throws {CoachError} `model_unavailable` */
async function write(
  messages: readonly MessageRecord[],
  earlier: string,
  { model, clock, telemetry }: SummarizeDeps,
): Promise<string> {
  const request = summaryRequest(messages, earlier === '' ? undefined : earlier);
  for (let asked = 1; asked <= MAX_ASKS; asked += 1) {
    const input = await within(ASK_MS, clock, (signal) =>
      callTool(request, { model, meter: createMeter() }, signal),
    ).catch((error: unknown) => {
      if (!(error instanceof ModelFailure)) throw error;
      telemetry.log('warn', 'a summary broke off', { error });
      return undefined;
    });
    const text = input === undefined ? undefined : parseSummary(input);
    if (text !== undefined) return text;
    telemetry.count('SummariesUnusable');
  }
  throw new CoachError('model_unavailable', 'the model wrote no summary');
}
