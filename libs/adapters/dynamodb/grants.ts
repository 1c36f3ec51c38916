import type { TrialGrant } from '#contract/tiers';
import type { TurnRef } from '#ports/turn-records';
import { userKey } from './keys.ts';
import { type TransactionItem, update } from './transaction-items.ts';

const ATTRIBUTES = { trial: 'trialClaim', preview: 'previewClaim' } as const;

/** A trial belongs to a session, whichever of its turns claimed it. A preview belongs to one turn. */
const claimantOf = ({ sessionId, turnId }: TurnRef, grant: TrialGrant): string =>
  grant === 'trial' ? sessionId : turnId;

/** When two turns claim it at the same time, one wins. */
export function takeGrant(tableName: string, ref: TurnRef, grant: TrialGrant | undefined): readonly TransactionItem[] {
  if (!grant) return [];
  const attribute = ATTRIBUTES[grant];
  const isUntaken = `attribute_not_exists(#${attribute})`;
  return [update(tableName, userKey(ref.sub), { set: { [attribute]: claimantOf(ref, grant) }, when: [isUntaken] })];
}

/** Returns the grant of a turn that delivered nothing. */
export function giveGrantBack(
  tableName: string,
  ref: TurnRef,
  grant: TrialGrant | undefined,
): readonly TransactionItem[] {
  if (!grant) return [];
  const attribute = ATTRIBUTES[grant];
  const isOurs = `attribute_not_exists(#${attribute}) OR #${attribute} = :claimant`;
  const values = { ':claimant': claimantOf(ref, grant) };
  return [update(tableName, userKey(ref.sub), { remove: [attribute], when: [isOurs], values })];
}

/**
 * Claims a grant again that was returned too early, because the turn delivered something. Another turn's claim is kept.
 */
export function takeGrantAgain(
  tableName: string,
  ref: TurnRef,
  grant: TrialGrant | undefined,
): readonly TransactionItem[] {
  if (!grant) return [];
  const attribute = ATTRIBUTES[grant];
  const also = [`#${attribute} = if_not_exists(#${attribute}, :claimant)`];
  return [update(tableName, userKey(ref.sub), { also, when: [], values: { ':claimant': claimantOf(ref, grant) } })];
}
