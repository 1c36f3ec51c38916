import { chargeOf } from '#contract/usage';
import type { CoachKind } from '#domain/coach';
import { imageKeys } from '#domain/uploads/request-images';
import { ownKeysIn } from '#domain/uploads/upload-key';
import { CoachError, Fenced } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Loaded, Turns } from '#ports/turns';
import { makesRoom } from '../make-room.ts';
import { estimateInput } from '../metering/estimate.ts';
import { chargeLost } from './charge-lost.ts';
import { abandonOf } from './close-turn.ts';
import type { Decision } from './decide.ts';
import { beginQuestion } from './first-question.ts';
import { giveUp } from './give-up.ts';
import { openAttempt } from './open-attempt.ts';
import { type Plan, plan } from './plan.ts';
import type { Claimed } from './produce-turn.ts';
import type { TurnDeps } from './turn-deps.ts';
import type { SoFar, TurnRequest } from './turn-request.ts';

/** What was read for a claim, and when. */
export type ReadForClaim = Extract<Decision, { do: 'claim' }> & {
  readonly loaded: Loaded;
  readonly own: unknown;
  readonly now: number;
  readonly soFar: SoFar;
};

/**
 * Claims the turn and begins to produce it at the same time, because the reads predict that the claim will succeed.
 * When it fails, the model request is aborted before an event is sent, and its input is charged.
 *
 * @returns `undefined` when something has changed since it was read, dead holds have made room, or the turn could not
 *   continue and was ended.
 */
export async function claimTurn<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  read: ReadForClaim,
  deps: TurnDeps,
): Promise<Claimed<Body, State> | undefined> {
  const accepted = await planOrGiveUp(coach, request, read, deps);
  if (!accepted) return undefined;
  const planned = await withVerifiedImages(coach, accepted, read, deps);
  const attempt = openAttempt(coach, planned, deps);
  const preparation = beginQuestion(attempt, deps);
  try {
    if (await deps.turns.claim(planned.claim)) {
      attempt.acknowledge();
      deps.telemetry.count('ClaimsPassed', { kind: coach.kind });
      return { attempt, preparation };
    }
  } catch (error) {
    attempt.stop.abort(error);
    await payForRequest({ attempt, preparation }, deps);
    throw error;
  }
  attempt.stop.abort(new Fenced('the claim did not pass'));
  await payForRequest({ attempt, preparation }, deps);
  return undefined;
}

/** Charges what was sent to the model beside a claim that failed. A claim that had passed after all pays for it itself. */
async function payForRequest<Body, State>(
  { attempt, preparation }: Claimed<Body, State>,
  { turns, telemetry }: TurnDeps,
): Promise<void> {
  const { planned, coach, used } = attempt;
  if (!planned.asksBesideClaim) return;
  // When its images could not be read, no request was sent.
  const first = await preparation.first.catch(() => undefined);
  const tokens = chargeOf(used()) + (first?.call ? estimateInput(first.question.request) : 0);
  if (tokens === 0) return;
  telemetry.count('RequestsOfFailedClaims', { kind: coach.kind });
  await chargeLost(planned.claim, { tokens, isUnclaimed: true }, { turns, telemetry });
}

/**
 * The plan with the images of a new turn, verified. Everything else was accepted before, so that refused turns read no
 * images. A takeover's images are held since its first claim.
 *
 * @throws {CoachError} `validation_failed` with the field of each image that is refused; `rate_limited`.
 */
async function withVerifiedImages<Body, State>(
  { imageField = 'images' }: CoachKind<Body, State>,
  planned: Plan<Body, State>,
  { previous, loaded }: ReadForClaim,
  deps: TurnDeps,
): Promise<Plan<Body, State>> {
  const { sub } = planned.claim.ref;
  const keys = imageKeys(planned.question.content);
  // An image that the state of a new session names, such as the logo of a brand kit, was verified with the kit.
  const kept = ownKeysIn(planned.claim.session.opening?.state, sub).filter((key) => !keys.includes(key));
  if (previous || keys.length + kept.length === 0) return planned;
  const held = kept.map((key) => ({ key }));
  if (keys.length === 0) return { ...planned, claim: { ...planned.claim, images: held } };
  // Loaded here, because a turn without images never needs it.
  const { verifyMessage } = await import('./turn-images.ts');
  const images = await verifyMessage({ sub, field: imageField, keys }, loaded.uploads, deps);
  return { ...planned, claim: { ...planned.claim, images: [...images, ...held] } };
}

/** A turn that was accepted once must end, so a refusal now ends it. */
async function planOrGiveUp<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  { loaded, own, now, soFar, session, previous }: ReadForClaim,
  deps: TurnDeps,
): Promise<Plan<Body, State> | undefined> {
  const { turns, ids } = deps;
  const abandon = previous ? undefined : await leftBehind(request.ref, session.parkedTurn, turns);
  try {
    const made = { abandon, owner: ids.uuid(), messageId: ids.ulid(), own, now, soFar };
    return plan(coach, request, loaded, { session, previous, ...made });
  } catch (error) {
    if (await makesRoom(error, deps)) return undefined;
    if (!previous || !(error instanceof CoachError)) throw error;
    await giveUp(request.ref, { code: error.code, hasShown: soFar.hasShown }, deps);
    return undefined;
  }
}

/** The parked turn of this session, if there is one. */
async function leftBehind(ref: TurnRef, turnId: string | null, turns: Turns) {
  const turn = turnId === null ? undefined : await turns.read({ ...ref, turnId });
  return turn?.state === 'parked' ? abandonOf({ ...ref, turnId: turn.turnId }, turn) : undefined;
}
