import { TIERS, type TrialGrant } from '#contract/tiers';
import { addUsage, chargeOf, NO_USAGE, type Usage } from '#contract/usage';
import { type CoachKind, type SessionLimits, sessionLimitsOf } from '#domain/coach';
import type { ReservationRecord } from '#ports/budget-records';
import { isoOf, periodOf } from '#ports/clock';
import type { Counts } from '#ports/counts';
import type { SessionRecord } from '#ports/session-records';
import type { Abandon } from '#ports/turn-endings';
import type { TurnRecord } from '#ports/turn-records';
import type { Claim, Loaded } from '#ports/turns';
import { checkBudget, checkCounts, checkRate } from '../limits.ts';
import { messageRate, sessionRate } from '../rates.ts';
import { grantOf } from './access.ts';
import { LEASE_MS } from './parameters.ts';
import { type PricedQuestion, priceQuestion } from './question.ts';
import { isUnopened } from './session-of-turn.ts';
import type { SoFar, TurnRequest } from './turn-request.ts';

/** Everything that one attempt at a turn will do, decided before the first write. */
export interface Plan<Body, State> {
  readonly question: PricedQuestion<Body, State>;
  readonly claim: Claim;
  /** The hold after the claim. */
  readonly reservation: ReservationRecord;
  /** Tokens of the month that remain while this turn is held. */
  readonly budgetRemaining: number;
  readonly sessionLimits: SessionLimits;
  /** When the session was created, ISO 8601. */
  readonly createdAt: string;
  readonly turnsUsed: number;
  readonly turnsRemaining: number | null;
  /** The one-time trial or preview that this turn claims. */
  readonly grant: TrialGrant | undefined;
  /** What the person had stored before the turn. */
  readonly counts: Counts;
  /** Usage of earlier attempts, and whether they have shown output. */
  readonly usedBefore: Usage;
  readonly wasShownBefore: boolean;
  /** Whether the hold covers the first call. A takeover's hold may lack the usage of earlier attempts. */
  readonly isCovered: boolean;
  /** Whether the model may be asked before the claim is acknowledged. */
  readonly asksBesideClaim: boolean;
}

export interface PlanDeps {
  /** A parked turn of the session. The claim fails it. */
  readonly abandon: Abandon | undefined;
  readonly owner: string;
  readonly messageId: string;
  /** The result of the coach's `load`. */
  readonly own: unknown;
  readonly now: number;
  readonly soFar: SoFar;
}

/** Milliseconds. A hold outlives every attempt at its turn: the function's time limit, then parking. */
const HOLD_MS = 20 * 60_000;

/** @throws {CoachError} the coach's own refusals and the user's limits. */
export function plan<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  loaded: Loaded,
  { session, previous, ...deps }: PlanDeps & { session: SessionRecord; previous: TurnRecord | undefined },
): Plan<Body, State> {
  // The running turn counts. A parked turn does not, because the claim fails it.
  const turnsUsed = session.turnsUsed + (previous ? 0 : 1) - (deps.abandon ? 1 : 0);
  const question = priceQuestion(coach, request, loaded, { session, turnsUsed, ...deps });
  const { tokens, inputTokens, content } = question;
  const limit = TIERS[loaded.user.tier].tokensPerMonth;
  const isHeld = previous !== undefined && loaded.reservation?.state === 'held';
  const grant = grantOf(coach, loaded.user, session, previous);
  if (!previous) checkCounts(coach, loaded);
  if (!previous) checkRate(loaded, isUnopened(session), deps.now);
  const period = previous?.period ?? periodOf(deps.now);
  if (!isHeld) checkBudget(loaded, { ref: request.ref, period, tokens, now: deps.now });
  const usedBefore = previous?.usage ?? NO_USAGE;
  const reservation = heldAfter(previous && loaded.reservation, tokens);
  const isCovered = reservation.amount - chargeOf(usedBefore) >= tokens;
  const sessionLimits = sessionLimitsOf(coach, loaded.user.tier);
  const { turnLimit } = sessionLimits;
  return {
    question,
    claim: claimOf({
      coach,
      request,
      loaded,
      session,
      previous,
      tokens,
      content,
      usage: isCovered ? addUsage(usedBefore, { ...NO_USAGE, inputTokens }) : usedBefore,
      grant,
      ...deps,
    }),
    counts: loaded.counts,
    usedBefore,
    wasShownBefore: deps.soFar.hasShown || previous?.wasShown === true,
    isCovered,
    // Nobody causes requests that nobody pays for: whoever asks beside a claim pays for the request when it fails.
    asksBesideClaim: deps.soFar.isFirstTry && isCovered && !previous && !grant && loaded.user.tier !== 'free',
    reservation,
    budgetRemaining: limit - loaded.budget.committed - (isHeld ? 0 : tokens),
    sessionLimits,
    createdAt: session.createdAt,
    turnsUsed,
    turnsRemaining: turnLimit === null ? null : turnLimit - turnsUsed,
    grant,
  };
}

/** The reservation after the claim: new, unchanged, or reopened on top of the observed usage. */
function heldAfter(previous: ReservationRecord | undefined, tokens: number): ReservationRecord {
  if (!previous) return { state: 'held', amount: tokens, version: 1 };
  if (previous.state === 'held') return previous;
  return { state: 'held', amount: previous.amount + tokens, version: previous.version + 1 };
}

interface ClaimParts<Body, State> extends PlanDeps {
  readonly coach: CoachKind<Body, State>;
  readonly request: TurnRequest<Body>;
  readonly loaded: Loaded;
  readonly session: SessionRecord;
  readonly previous: TurnRecord | undefined;
  readonly tokens: number;
  readonly content: Claim['message']['content'];
  readonly usage: Usage;
  readonly grant: TrialGrant | undefined;
}

function claimOf<Body, State>(parts: ClaimParts<Body, State>): Claim {
  const { coach, request, loaded, session, previous, now } = parts;
  const limits = TIERS[loaded.user.tier];
  return {
    ref: request.ref,
    owner: parts.owner,
    epoch: (previous?.epoch ?? 0) + 1,
    now,
    leaseUntil: now + LEASE_MS,
    bodyHash: request.bodyHash,
    usage: parts.usage,
    ...(previous && { previous }),
    ...(parts.abandon && { abandon: parts.abandon }),
    session: {
      version: session.version,
      turnLimit: sessionLimitsOf(coach, loaded.user.tier).turnLimit,
      expiresAt: session.expiresAt,
      // Also a turn that is stopped before its answer has named its session.
      ...(session.title === null && coach.titleOf && { title: coach.titleOf(request.body) }),
      ...(isUnopened(session) && { opening: { state: session.state, rate: sessionRate(now, limits.sessionsPerHour) } }),
    },
    ...(parts.grant && { grant: parts.grant }),
    message: {
      messageId: parts.messageId,
      seq: previous?.messageSeq ?? session.nextSeq,
      role: 'user',
      content: parts.content,
      turnId: request.ref.turnId,
      createdAt: previous?.createdAt ?? isoOf(now),
    },
    reservation: {
      period: previous?.period ?? periodOf(now),
      tokens: parts.tokens,
      limit: limits.tokensPerMonth,
      expiresAt: now + HOLD_MS,
      ...(previous && loaded.reservation && { previous: loaded.reservation }),
    },
    rate: messageRate(now, limits.messagesPerMinute),
  };
}
