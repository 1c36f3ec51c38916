import type { CoachKind } from '#domain/coach';
import { CoachError, Fenced } from '#ports/errors';
import type { TurnRef } from '#ports/turn-records';
import type { Loaded, Turns } from '#ports/turns';
import { makesRoom } from '../make-room.ts';
import { abandonOf } from './close-turn.ts';
import type { Decision } from './decide.ts';
import { beginQuestion } from './first-question.ts';
import { giveUp } from './give-up.ts';
import { openAttempt } from './open-attempt.ts';
import { type Plan, plan } from './plan.ts';
import type { Claimed } from './produce-turn.ts';
import type { TurnDeps } from './turn-deps.ts';
import type { TurnRequest } from './turn-request.ts';

/** What was read for a claim, and when. */
export type ReadForClaim = Extract<Decision, { do: 'claim' }> & {
  readonly loaded: Loaded;
  readonly own: unknown;
  readonly now: number;
  /** Whether this request has shown any output of the turn. */
  readonly hasShown: boolean;
};

/**
 * Claims the turn and begins to produce it at the same time, because the reads predict that the claim will succeed.
 * When it fails, the model request is aborted before an event is sent.
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
  const planned = await planOrGiveUp(coach, request, read, deps);
  if (!planned) return undefined;
  const attempt = openAttempt(coach, planned, deps);
  const preparation = beginQuestion(attempt, deps);
  try {
    if (await deps.turns.claim(planned.claim)) {
      attempt.acknowledge();
      return { attempt, preparation };
    }
    attempt.stop.abort(new Fenced('the claim did not pass'));
    return undefined;
  } catch (error) {
    attempt.stop.abort(error);
    throw error;
  }
}

/** A turn that was accepted once must end, so a refusal now ends it. */
async function planOrGiveUp<Body, State>(
  coach: CoachKind<Body, State>,
  request: TurnRequest<Body>,
  { loaded, own, now, hasShown, session, previous }: ReadForClaim,
  deps: TurnDeps,
): Promise<Plan<Body, State> | undefined> {
  const { turns, ids } = deps;
  const abandon = previous ? undefined : await leftBehind(request.ref, session.parkedTurn, turns);
  try {
    const made = { abandon, owner: ids.uuid(), messageId: ids.ulid(), own, now, hasShown };
    return plan(coach, request, loaded, { session, previous, ...made });
  } catch (error) {
    if (await makesRoom(error, deps)) return undefined;
    if (!previous || !(error instanceof CoachError)) throw error;
    await giveUp(request.ref, error.code, deps);
    return undefined;
  }
}

/** The parked turn of this session, if there is one. */
async function leftBehind(ref: TurnRef, turnId: string | null, turns: Turns) {
  const turn = turnId === null ? undefined : await turns.read({ ...ref, turnId });
  return turn?.state === 'parked' ? abandonOf({ ...ref, turnId: turn.turnId }, turn) : undefined;
}
