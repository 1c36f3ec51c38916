import { describe, expect, it } from 'vitest';
import { NO_LIMIT } from '../limits.ts';
import { reportOf, runSchedules } from './campaign.ts';

/** Half of the 3,000 schedules, so that two test files share them. A busy machine takes longer, and never runs fewer. */
const SCHEDULES = 1_500;

/** A test of new seeds, for a file of its own. */
export function testNewSeeds(part: string): void {
  describe(`the simulation of new seeds, ${part}`, NO_LIMIT, () => {
    it('keeps every promise', async () => {
      const baseSeed = Math.floor(Math.random() * 2 ** 32);
      const campaign = await runSchedules(baseSeed, SCHEDULES);
      process.stdout.write(`simulation: base seed ${baseSeed}, ${campaign.schedules} schedules\n`);
      expect(campaign.failed.length, await reportOf(campaign)).toBe(0);
      expect(campaign.schedules, 'not all schedules were run').toBe(SCHEDULES);
      expect(campaign.completed).toBeGreaterThan(campaign.schedules);
      // Only a process that crashes pays for nothing that it has used since its last heartbeat. Measured: 1.00 to 1.01.
      expect(campaign.reached / campaign.charged, `base seed ${baseSeed}`).toBeLessThanOrEqual(1.05);
    });
  });
}
