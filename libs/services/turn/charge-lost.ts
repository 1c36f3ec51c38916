import type { Claim, LostUsage } from '#ports/turns';
import { CHARGE_TRIES } from './parameters.ts';
import type { TurnDeps } from './turn-deps.ts';

/** Charges what an attempt has used without its turn paying for it. Reports a charge that storage does not take. */
export async function chargeLost(
  { ref, owner, reservation: { period, limit } }: Claim,
  lost: Pick<LostUsage, 'tokens' | 'isUnclaimed'>,
  { turns, telemetry }: Pick<TurnDeps, 'turns' | 'telemetry'>,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await turns.chargeLost({ ref, owner, period, limit, ...lost });
      return;
    } catch (error) {
      if (tries < CHARGE_TRIES) continue;
      telemetry.log('error', 'lost usage was not charged', { error, turnId: ref.turnId, tokens: lost.tokens });
      return;
    }
  }
}
