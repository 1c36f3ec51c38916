import type { TrialGrant } from '#contract/tiers';
import type { TurnRef } from '#ports/turn-records';
import { userKey } from './keys.ts';
import { type TransactionItem, update } from './transaction-items.ts';

const ATTRIBUTES = { trial: 'trialClaim', preview: 'previewClaim' } as const;

/** A trial is a session's, whichever of its turns has taken it; a preview is a message's. */
const claimantOf = ({ sessionId, turnId }: TurnRef, grant: TrialGrant): string =>
  grant === 'trial' ? sessionId : turnId;

/** Of two turns that want it at once, one gets it. */
export function takeGrant(tableName: string, ref: TurnRef, grant: TrialGrant | undefined): readonly TransactionItem[] {
  if (!grant) return [];
  const attribute = ATTRIBUTES[grant];
  const isUntaken = `attribute_not_exists(#${attribute})`;
  return [update(tableName, userKey(ref.sub), { set: { [attribute]: claimantOf(ref, grant) }, when: [isUntaken] })];
}

/** The turn that took it has delivered nothing. */
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

/** It was given back too soon: something was delivered after all. Who has taken it meanwhile keeps it. */
export function takeGrantAgain(
  tableName: string,
  { sub, turnId }: TurnRef,
  grant: TrialGrant | undefined,
): readonly TransactionItem[] {
  if (!grant) return [];
  const attribute = ATTRIBUTES[grant];
  const also = [`#${attribute} = if_not_exists(#${attribute}, :turnId)`];
  return [update(tableName, userKey(sub), { also, when: [], values: { ':turnId': turnId } })];
}
