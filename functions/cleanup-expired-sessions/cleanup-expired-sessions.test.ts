import { expect, it } from 'vitest';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import type { Due } from '#ports/due';
import { createWorld, IDLE_MS } from '#testing/simulation/turn-world';
import { createCleanupExpiredSessions } from './cleanup-expired-sessions.ts';

/** A session that is due, and the remaining time of the function in milliseconds. */
async function createSweeper(remainingMs: number, slowed: (due: Due) => Due = (due) => due) {
  const { deps, storage, clock, items } = await createWorld();
  await clock.advance(IDLE_MS + 3_600_000);
  const sweep = createCleanupExpiredSessions({ ...deps, due: slowed(createDynamoDue(storage)) });
  return {
    sweep: (event?: unknown) => sweep(event, { getRemainingTimeInMillis: () => remainingMs }),
    statuses: () => items('SESSION#').map(({ status }) => status),
  };
}

it('expires due sessions, whether the schedule sends an event or none', async () => {
  for (const event of [undefined, null, {}, { source: 'aws.scheduler' }]) {
    const { sweep, statuses } = await createSweeper(60_000);
    expect(await sweep(event)).toMatchObject({ sessionsExpired: 1, isWhole: true });
    expect(statuses()).toEqual(['expired']);
  }
});

it('only counts what is due in a dry run', async () => {
  const { sweep, statuses } = await createSweeper(60_000);
  expect(await sweep({ dryRun: true })).toMatchObject({ sessionsExpired: 1, isWhole: true });
  expect(statuses()).toEqual(['active']);
});

it('refuses an order that it cannot read', async () => {
  const { sweep, statuses } = await createSweeper(60_000);
  expect(() => sweep({ dryRun: 'yes' })).toThrow();
  expect(statuses()).toEqual(['active']);
});

it.each([0, 5_000])('sweeps nothing in the last five seconds before the timeout of the function: %i ms', async (ms) => {
  // A read takes longer than the time that is left.
  const slowed = (due: Due): Due => ({
    ...due,
    async *list(...asked) {
      await new Promise((resolve) => AbortSignal.timeout(0).addEventListener('abort', resolve));
      yield* due.list(...asked);
    },
  });
  const { sweep, statuses } = await createSweeper(ms, slowed);
  expect(await sweep()).toMatchObject({ sessionsExpired: 0, isWhole: false });
  expect(statuses()).toEqual(['active']);
});
