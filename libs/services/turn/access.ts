import { TIERS, type TrialGrant } from '#contract/tiers';
import type { CoachKind } from '#domain/coach';
import { CoachError } from '#ports/errors';
import type { SessionRecord } from '#ports/session-records';
import type { TurnRecord, TurnState } from '#ports/turn-records';
import type { UserRecord } from '#ports/user-records';
import { isUnopened } from './session-of-turn.ts';

/**
 * Checks whether the user's tier allows the coach, fully or by a one-time trial or preview. The tier is checked only
 * when a session is opened: a change of tier never closes an existing session.
 *
 * @returns the one-time trial or preview that this turn claims.
 * @throws {CoachError} `upgrade_required`, `trial_used`, `preview_used`.
 */
export function grantOf<Body, State>(
  { feature }: Pick<CoachKind<Body, State>, 'feature'>,
  user: UserRecord,
  session: SessionRecord,
  previous: TurnRecord | undefined,
): TrialGrant | undefined {
  if (previous) return previous.grant; // claimed by the turn's first attempt
  const access = feature ? TIERS[user.tier][feature] : 'full';
  switch (access) {
    case 'full':
      return undefined;
    case 'preview':
      if (user.previewClaim !== undefined) throw new CoachError('preview_used', 'the one preview message was sent');
      return 'preview';
    case 'trial':
      // A session without a completed turn may have returned its trial.
      if (session.lastCompletedTurn !== null || user.trialClaim === session.sessionId) return undefined;
      if (user.trialClaim !== undefined) throw new CoachError('trial_used', 'the one trial session was opened');
      return 'trial';
    case 'none':
      if (!isUnopened(session)) return undefined;
      throw new CoachError('upgrade_required', 'the tier does not have this coach');
    default:
      return access satisfies never;
  }
}

/** Returns a trial or preview when its turn has shown nothing. */
export const returned = (grant: TrialGrant | undefined, wasShown: boolean): { readonly giveBack?: TrialGrant } =>
  grant && !wasShown ? { giveBack: grant } : {};

/** A turn counts when it is committed, or stopped after something was shown. A failure on our side does not count. */
export const countsAsTurn = (state: TurnState, wasShown: boolean): boolean =>
  state === 'completed' || (state === 'aborted' && wasShown);
