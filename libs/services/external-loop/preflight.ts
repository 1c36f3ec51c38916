import type { PreflightAnswer } from '#contract/game-chat-requests';
import { TIERS } from '#contract/tiers';
import { blockView } from '#domain/block-view';
import { type CoachKind, sessionLimitsOf } from '#domain/coach';
import { answered } from '#domain/history';
import { type Clock, type Ids, periodOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Holds } from '#ports/holds';
import type { Hold, Reservations } from '#ports/reservations';
import type { SessionRecord } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';
import type { Loaded, Turns } from '#ports/turns';
import { checkBudget, checkRate, remainingOf } from '../limits.ts';
import { makesRoom } from '../make-room.ts';
import { messageRate, sessionRate } from '../rates.ts';
import { grantOf } from '../turn/access.ts';
import { MAX_DECISIONS } from '../turn/parameters.ts';
import { type PricedQuestion, priceQuestion } from '../turn/question.ts';
import { checkTurnLimit, isUnopened, refusalOf, sessionOf, withOpening } from '../turn/session-of-turn.ts';
import type { TurnRequest } from '../turn/turn-request.ts';

export interface PreflightDeps {
  readonly turns: Pick<Turns, 'load'> & Holds;
  readonly reservations: Reservations;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface Asking<Body> {
  readonly sub: string;
  readonly body: Body & { readonly sessionId?: string | undefined };
  /** Whether a backend asks for the person. */
  readonly isBackends?: boolean | undefined;
}

/** How long an external loop has to report its usage, in milliseconds. */
const HOLD_MS = 20 * 60_000;

/**
 * Admits a question like a turn and holds the estimate of its first answer. The model is called by another backend. The
 * message is stored with the answer when that is recorded. Nothing is locked in between.
 *
 * @throws {CoachError} every refusal of a turn except `turn_in_progress`.
 */
export async function preflight<Body, State>(
  coach: CoachKind<Body, State>,
  { sub, body, isBackends = false }: Asking<Body>,
  deps: PreflightDeps,
): Promise<Required<PreflightAnswer>> {
  const turnId = deps.ids.uuid();
  const opensSession = body.sessionId === undefined;
  const ref: TurnRef = { sub, kind: coach.kind, sessionId: body.sessionId ?? turnId, turnId };
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    try {
      const answer = await admit(coach, { ref, opensSession, body, isBackends }, deps);
      if (answer) return answer;
    } catch (error) {
      if (!(await makesRoom(error, deps))) throw error;
    }
  }
  throw new CoachError('dependency_unavailable', 'a concurrent change at every attempt', { retryAfterMs: 1_000 });
}

/** @returns `undefined` when something has changed since it was read. */
async function admit<Body, State>(
  coach: CoachKind<Body, State>,
  asking: Pick<TurnRequest<Body>, 'ref' | 'opensSession' | 'body'> & { readonly isBackends: boolean },
  { turns, reservations, clock }: PreflightDeps,
): Promise<Required<PreflightAnswer> | undefined> {
  const { ref, opensSession, body } = asking;
  const now = clock.now();
  const [loaded, own] = await Promise.all([
    turns.load({
      ref,
      period: periodOf(now),
      rateWindow: messageRate(now, 0).window,
      ...(opensSession && { sessionRate: sessionRate(now, 0).window }),
      windowMessages: coach.limits.windowMessages,
    }),
    coach.load({ sub: ref.sub, sessionId: ref.sessionId, params: {}, body }),
  ]);
  const session = withOpening(coach, sessionOf(coach, asking, loaded, now), body, own);
  const refusal = refusalOf(session, now);
  if (refusal) throw refusal;
  checkTurnLimit(sessionLimitsOf(coach, loaded.user.tier), session);
  const question = priceQuestion(coach, { ref, body }, loaded, { session, own, now, turnsUsed: session.turnsUsed + 1 });
  const hold = { ...holdFor(coach, question, { ref, loaded, session, now }), isBackends: asking.isBackends };
  return (await reservations.reserve(hold)) ? answerOf(hold, question, loaded) : undefined;
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
  const period = periodOf(now);
  checkBudget(loaded, { ref, period, tokens, now });
  const { state, expiresAt } = session;
  return {
    ref,
    now,
    period,
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
  budgetRemaining: remainingOf(limit, budget.committed + tokens),
  isFreePreview: grant === 'preview',
  history: answered(context.history).map(({ role, content }) => ({ role, content: content.map(blockView) })),
  systemMessage: [request.systemStatic, request.systemDynamic].filter(Boolean).join('\n\n'),
});
