import { historyOf } from '#domain/history';
import type { SummaryOrder } from '#domain/job-payloads';
import { endOfSummary, recentMessages } from '#domain/summary/summary-order';
import { parseSummary, summaryRequest } from '#domain/summary/write-summary';
import { hasText } from '#domain/transcript';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import { type Model, ModelFailure, type ModelMessage } from '#ports/model';
import type { Sessions } from '#ports/sessions';
import type { Telemetry } from '#ports/telemetry';
import { callTool } from './call-tool.ts';
import { createMeter } from './metering/meter.ts';
import { within } from './within.ts';

export interface SummarizeDeps {
  readonly sessions: Sessions;
  readonly model: Model;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

/** `over`: nothing was left to do, or another run has done it. */
export type SummaryOutcome = 'written' | 'over';

/** Messages per run: more than the largest turn. The next run continues from there. */
const MAX_MESSAGES = 200;

const MAX_ASKS = 2;
const ASK_MS = 60_000;

/**
 * Extends the summary of a conversation by the messages since the last one, except the newest messages. Repeated
 * deliveries give the same result. A run that was overtaken by another writes nothing.
 *
 * @throws when the order should be delivered again: the model gave no usable answer, or storage did not answer.
 */
export async function summarizeConversation(order: SummaryOrder, deps: SummarizeDeps): Promise<SummaryOutcome> {
  const { sessions, telemetry } = deps;
  const ref = { sub: order.sub, kind: order.kind, sessionId: order.sessionId };
  const session = await sessions.get(ref);
  if (!session) return 'over';
  const { text: earlier = '', upTo: from = 0 } = session.summary ?? {};
  const limit = session.nextSeq - recentMessages(session);
  if (limit <= from) return 'over';

  const oldest = { count: MAX_MESSAGES, of: 'oldest' } as const;
  const messages = await sessions.messagesBetween(ref, { from, before: limit + 1 }, oldest);
  const { activeTurn, parkedTurn } = session;
  // An unfinished turn will still store its answer, in the numbers that are reserved for it.
  const open = messages.find(({ turnId }) => turnId !== undefined && [activeTurn, parkedTurn].includes(turnId));
  const upTo = Math.min(endOfSummary(messages, limit), open?.seq ?? limit);
  if (upTo <= from) return 'over';

  // Turns that are not shown to the coach in the window are not summarised either.
  const history = historyOf(messages.filter(({ seq }) => seq < upTo));
  const text = hasText(history) ? await write(history, earlier, deps) : earlier;
  const isKept = await sessions.summarize(ref, { text, upTo }, from);
  telemetry.count(isKept ? 'SummariesWritten' : 'SummariesOvertaken', { kind: order.kind });
  return isKept ? 'written' : 'over';
}

/** Calls the model again after an unusable answer. @throws {CoachError} `model_unavailable` */
async function write(
  history: readonly ModelMessage[],
  earlier: string,
  { model, clock, telemetry }: SummarizeDeps,
): Promise<string> {
  const request = summaryRequest(history, earlier === '' ? undefined : earlier);
  for (let asked = 1; asked <= MAX_ASKS; asked += 1) {
    const input = await within(ASK_MS, clock, (signal) =>
      callTool(request, { model, meter: createMeter() }, signal),
    ).catch((error: unknown) => {
      if (!(error instanceof ModelFailure)) throw error;
      telemetry.log('warn', 'a summary broke off', { error });
      if (error.kind === 'unusable') throw new CoachError('model_unavailable', error.message, { cause: error });
      return undefined;
    });
    const text = input === undefined ? undefined : parseSummary(input);
    if (text !== undefined) return text;
    telemetry.count('SummariesUnusable');
  }
  throw new CoachError('model_unavailable', 'the model wrote no summary');
}
