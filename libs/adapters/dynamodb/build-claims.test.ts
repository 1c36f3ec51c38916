import { expect, it } from 'vitest';
import type { CoachRecord } from '#ports/coaches';
import { troubled } from '#testing/simulation/troubled-store';
import { MINUTE, NOW, somebody } from '#testing/storage-fixtures';

const at = new Date(NOW).toISOString();

/** What another worker is told of a build in this state, when three attempts are allowed. */
async function claimOf(build: Partial<CoachRecord['build']>) {
  const store = troubled();
  const sub = somebody();
  const coachId = 'a-coach';
  const rest = { sessionId: null, status: 'active' as const, config: null, createdAt: at, updatedAt: at };
  const stored = { state: 'building' as const, attempt: 1, updatedAt: at, deadline: at, owner: 'other', ...build };
  await store.coaches.create({ sub, coachId, ...rest, build: stored });
  const claim = { owner: 'me', now: NOW, leaseUntil: NOW + MINUTE, maxAttempts: 3 };
  const claimed = await store.coaches.claimBuild({ sub, coachId }, claim);
  return typeof claimed === 'string' ? claimed : claimed.build;
}

it('claims a queued build, and one whose lease is over, as one more attempt', async () => {
  const mine = { state: 'building', owner: 'me', leaseUntil: NOW + MINUTE };
  expect(await claimOf({ state: 'queued', attempt: 2 })).toMatchObject({ ...mine, attempt: 3 });
  expect(await claimOf({ leaseUntil: NOW - 1, attempt: 2 })).toMatchObject({ ...mine, attempt: 3 });
});

it.each<[Partial<CoachRecord['build']>, 'leased' | 'over']>([
  [{ leaseUntil: NOW, attempt: 1 }, 'leased'],
  [{ leaseUntil: NOW, attempt: 3 }, 'leased'],
  [{ leaseUntil: NOW - 1, attempt: 3 }, 'over'],
  [{ state: 'queued', attempt: 3 }, 'over'],
  [{ state: 'queued', attempt: 3, leaseUntil: NOW + MINUTE }, 'over'],
  [{ state: 'ready', attempt: 1 }, 'over'],
  [{ state: 'failed', attempt: 1 }, 'over'],
])('does not claim the build %j, which is %s', async (build, answer) => {
  expect(await claimOf(build)).toBe(answer);
});
