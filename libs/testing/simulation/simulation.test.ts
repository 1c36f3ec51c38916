import { describe, expect, it } from 'vitest';
import { NO_LIMIT } from '../limits.ts';
import { reportOf, runSchedules } from './campaign.ts';
import { REGRESSIONS } from './regressions.ts';
import { AS_SPECIFIED, BUILDING_SITE } from './scenes.ts';
import { simulate, traceOf } from './simulate.ts';

describe('the simulation of users, faults and time', NO_LIMIT, () => {
  it.each(REGRESSIONS)('seed $seed keeps every promise: $was', async ({ seed }) => {
    const { violations } = await simulate(seed);
    expect(violations, violations.length > 0 ? await traceOf(seed) : '').toEqual([]);
  });

  it('runs the same schedule for the same seed', async () => {
    expect(await traceOf(9)).toBe(await traceOf(9));
    expect(await traceOf(9)).not.toBe(await traceOf(10));
  });

  it('keeps every promise while builds fail, stall and are ordered again', async () => {
    const baseSeed = Date.now() % 2 ** 32;
    const campaign = await runSchedules(baseSeed, 100, { scene: BUILDING_SITE });
    expect(campaign.failed.length, await reportOf(campaign, BUILDING_SITE)).toBe(0);
  });

  // A safe but wasteful product would pass every other test. Measured: 1.47. Of that, 0.13 for turns that were stopped
  // or failed, 0.10 for a busy model, 0.09 for takeovers, 0.06 for lost claims, 0.05 for restarts.
  it('calls the model at most 1.6 times for each answer, under the odds of the specification', async () => {
    const baseSeed = Date.now() % 2 ** 32;
    const campaign = await runSchedules(baseSeed, 300, { scene: AS_SPECIFIED });
    expect(campaign.failed.length, await reportOf(campaign, AS_SPECIFIED)).toBe(0);
    expect(campaign.modelCalls / campaign.completed, `base seed ${baseSeed}`).toBeLessThan(1.6);
  });
});
