import type { Taste } from '#contract/tiers';
import type { TurnRef } from '#ports/turns';
import { userKey } from './keys.ts';
import { type Leg, update } from './legs.ts';

const ATTRIBUTES = { trial: 'trialClaim', preview: 'previewClaim' } as const;

/** A trial is a session's, whichever of its turns has taken it; a preview is a message's. */
const claimantOf = ({ sessionId, turnId }: TurnRef, taste: Taste): string => (taste === 'trial' ? sessionId : turnId);

/** Of two turns that want it at once, one gets it. */
export function takeTaste(tableName: string, ref: TurnRef, taste: Taste | undefined): readonly Leg[] {
  if (!taste) return [];
  const attribute = ATTRIBUTES[taste];
  const isUntaken = `attribute_not_exists(#${attribute})`;
  return [update(tableName, userKey(ref.sub), { set: { [attribute]: claimantOf(ref, taste) }, when: [isUntaken] })];
}

/** The turn that took it has delivered nothing. */
export function giveTasteBack(tableName: string, ref: TurnRef, taste: Taste | undefined): readonly Leg[] {
  if (!taste) return [];
  const attribute = ATTRIBUTES[taste];
  const isOurs = `attribute_not_exists(#${attribute}) OR #${attribute} = :claimant`;
  const values = { ':claimant': claimantOf(ref, taste) };
  return [update(tableName, userKey(ref.sub), { remove: [attribute], when: [isOurs], values })];
}

/** It was given back too soon: something was delivered after all. Who has taken it meanwhile keeps it. */
export function takeTasteAgain(tableName: string, { sub, turnId }: TurnRef, taste: Taste | undefined): readonly Leg[] {
  if (!taste) return [];
  const attribute = ATTRIBUTES[taste];
  const also = [`#${attribute} = if_not_exists(#${attribute}, :turnId)`];
  return [update(tableName, userKey(sub), { also, when: [], values: { ':turnId': turnId } })];
}
