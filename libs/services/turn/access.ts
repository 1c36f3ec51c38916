import { TIERS, type TrialGrant } from '#contract/tiers';
import type { CoachKind } from '#domain/coach';
import { CoachError } from '#ports/errors';
import type { SessionRecord } from '#ports/session-records';
import type { TurnRecord, TurnState } from '#ports/turn-records';
import type { UserRecord } from '#ports/user-records';
import { isUnopened } from './session-of-turn.ts';

/**
 * Whether the person's tier lets them: wholly, or by what they have only once. One's own session is never closed by a
 * tier: only opening it is asked for.
 *
 * @returns what this turn takes of that which is given once.
 * @throws {CoachError} `upgrade_required`, `trial_used`, `preview_used`.
 */
export function grantOf<Body, State>(
  { feature }: Pick<CoachKind<Body, State>, 'feature'>,
  user: UserRecord,
  session: SessionRecord,
  previous: TurnRecord | undefined,
): TrialGrant | undefined {
  if (previous) return previous.grant; // taken by its first claim
  const access = feature ? TIERS[user.tier][feature] : 'full';
  switch (access) {
    case 'full':
      return undefined;
    case 'preview':
      if (user.previewClaim !== undefined) throw new CoachError('preview_used', 'the one preview message was sent');
      return 'preview';
    case 'trial':
      // A session in which nothing was ever completed may have given its trial back.
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

/** A trial or preview comes back when its turn has shown nothing. */
export const returned = (grant: TrialGrant | undefined, wasShown: boolean): { readonly giveBack?: TrialGrant } =>
  grant && !wasShown ? { giveBack: grant } : {};

/** A turn counts when it is committed, or stopped after something was shown; a failure of ours costs no turn. */
export const countsAsTurn = (state: TurnState, wasShown: boolean): boolean =>
  state === 'completed' || (state === 'aborted' && wasShown);
