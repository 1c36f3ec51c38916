import type { PreflightAnswer } from '#contract/game-chat-requests';
import { TIERS } from '#contract/tiers';
import type { CoachKind } from '#domain/coach';
import { type Clock, type Ids, periodOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Hold, Reservations } from '#ports/reservations';
import type { SessionRecord } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import type { Loaded, Turns } from '#ports/turns';
import { checkBudget, checkRate } from '../limits.ts';
import { messageRate, sessionRate } from '../rates.ts';
import { grantOf } from '../turn/access.ts';
import { MAX_DECISIONS } from '../turn/parameters.ts';
import { type PricedQuestion, priceQuestion } from '../turn/question.ts';
import { checkTurnLimit, isUnopened, refusalOf, sessionOf } from '../turn/session-of-turn.ts';

export interface PreflightDeps {
  readonly turns: Pick<Turns, 'load'>;
  readonly reservations: Reservations;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Asking<Body> {
  readonly sub: string;
  readonly body: Body & { readonly sessionId?: string | undefined };
}

/** How long an orchestrator has to report its usage, in milliseconds. */
const HOLD_MS = 20 * 60_000;

/**
 * Admits a question like a turn and holds the estimate of its first answer. The model is called by another backend. The
 * message is stored with the answer when that is recorded. Nothing is locked in between.
 *
 * @throws {CoachError} every refusal of a turn except `turn_in_progress`.
 */
export async function preflight<Body, State>(
  coach: CoachKind<Body, State>,
  { sub, body }: Asking<Body>,
  deps: PreflightDeps,
): Promise<Required<PreflightAnswer>> {
  const turnId = deps.ids.uuid();
  const opensSession = body.sessionId === undefined;
  const ref: TurnRef = { sub, kind: coach.kind, sessionId: body.sessionId ?? turnId, turnId };
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    const now = deps.clock.now();
    const [loaded, own] = await Promise.all([
      deps.turns.load({
        ref,
        period: periodOf(now),
        rateWindow: messageRate(now, 0).window,
        ...(opensSession && { sessionRate: sessionRate(now, 0).window }),
        windowMessages: coach.limits.windowMessages,
      }),
      coach.load({ sub, sessionId: ref.sessionId, params: {}, body }),
    ]);
    const session = sessionOf(coach, { ref, opensSession, body }, loaded, now);
    const refusal = refusalOf(session, now);
    if (refusal) throw refusal;
    checkTurnLimit(coach, session);
    const question = priceQuestion(coach, { ref, body }, loaded, { session, own, now });
    const hold = holdFor(coach, question, { ref, loaded, session, now });
    if (await deps.reservations.reserve(hold)) return answerOf(hold, question, loaded);
  }
  throw new CoachError('dependency_unavailable', 'a concurrent change at every attempt', { retryAfterMs: 1_000 });
}

/** The user's limits are checked last, as in a turn. @throws {CoachError} */
function holdFor<Body, State>(
  coach: CoachKind<Body, State>,
  { inputTokens, tokens }: PricedQuestion<Body, State>,
  { ref, loaded, session, now }: { ref: TurnRef; loaded: Loaded; session: SessionRecord; now: number },
): Hold {
  const { messagesPerMinute, sessionsPerHour, tokensPerMonth } = TIERS[loaded.user.tier];
  const grant = grantOf(coach, loaded.user, session, undefined);
  checkRate(loaded, isUnopened(session), now);
  checkBudget(loaded, { tokens, now });
  const { state, expiresAt } = session;
  return {
    ref,
    now,
    period: periodOf(now),
    tokens,
    inputTokens,
    limit: tokensPerMonth,
    expiresAt: now + HOLD_MS,
    rate: messageRate(now, messagesPerMinute),
    ...(grant && { grant }),
    session: isUnopened(session) ? { opening: { state, expiresAt, rate: sessionRate(now, sessionsPerHour) } } : {},
  };
}

const answerOf = <Body, State>(
  { ref, tokens, limit, grant }: Hold,
  { context, request }: PricedQuestion<Body, State>,
  { budget }: Loaded,
): Required<PreflightAnswer> => ({
  sessionId: ref.sessionId,
  reservationId: ref.turnId,
  turnId: ref.turnId,
  estimatedTokens: tokens,
  budgetRemaining: limit - budget.committed - tokens,
  isFreePreview: grant === 'preview',
  history: context.history.map(({ role, content }) => ({ role, content: [...content] })),
  systemMessage: [request.systemStatic, request.systemDynamic].filter(Boolean).join('\n\n'),
});
