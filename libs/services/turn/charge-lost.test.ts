import { expect, it } from 'vitest';
import type { Claim, Turns } from '#ports/turns';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { chargeLost } from './charge-lost.ts';
import { CHARGE_TRIES } from './parameters.ts';

const claim = { ref: { turnId: 't' }, owner: 'o', reservation: { period: '2026-11', limit: 9 } } as unknown as Claim;

async function charge(failures: number) {
  const telemetry = createRecordedTelemetry();
  const asked: unknown[] = [];
  const turns = {
    chargeLost: async (usage: unknown) => {
      asked.push(usage);
      if (asked.length <= failures) throw new Error('down');
    },
  } as unknown as Turns;
  await chargeLost(claim, { tokens: 7, isUnclaimed: true }, { turns, telemetry });
  return { asked, lines: telemetry.lines };
}

it('charges lost usage again until storage takes it', async () => {
  const { asked, lines } = await charge(CHARGE_TRIES - 1);
  expect(asked).toHaveLength(CHARGE_TRIES);
  const { ref, owner } = claim;
  expect(asked[0]).toEqual({ ref, owner, period: '2026-11', limit: 9, tokens: 7, isUnclaimed: true });
  expect(lines).toEqual([]);
});

it('reports the tokens that storage does not take as an error, and lets the turn go on', async () => {
  const { asked, lines } = await charge(CHARGE_TRIES);
  expect(asked).toHaveLength(CHARGE_TRIES);
  expect(lines).toMatchObject([{ severity: 'error', facts: { error: expect.any(Error), turnId: 't', tokens: 7 } }]);
});
