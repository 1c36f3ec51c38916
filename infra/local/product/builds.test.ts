import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import type { ConfigStatus } from '#contract/coach-responses';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { finishInterview } from './journeys/interview-to-coach.ts';
import { aSecondLater, aTurn, type Person } from './person.ts';

let stack: LocalStack;

beforeAll(async () => {
  stack = await startLocalStack({ web: false, latency: { firstMs: 200, tokenMs: 0 } });
});
afterAll(() => stack.close());
afterEach(() => local('faults', undefined, 'DELETE'));

const local = async (path: string, body?: unknown, method = 'POST') => {
  const response = await fetch(`${stack.origin}/local/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
};

const statusOf = (person: Person, sessionId: string) =>
  person.get<ConfigStatus>(`${person.sessionPath(sessionId)}/config-status`);

/** Waits until the build has reached `state`. Polls, and advances the local clock so that retries become due. */
const reaches = (person: Person, sessionId: string, state: ConfigStatus['state'], stepMs = 0) =>
  vi.waitFor(
    async () => {
      const status = await statusOf(person, sessionId);
      if (status.state === state) return status;
      if (stepMs > 0) {
        await local('clock', { advanceMs: stepMs });
        await person.renew();
      }
      throw new Error(`the build is ${status.state}, not ${state}`);
    },
    { interval: 10 },
  );

async function coachesOf(person: Person) {
  await aSecondLater(stack);
  return person.get<{ coaches: { coachId: string }[] }>(`/users/${person.userId}/coaches`);
}

it('builds one coach from a finished interview, with the person’s answers', async () => {
  const { person, sessionId } = await finishInterview(stack);
  expect(await reaches(person, sessionId, 'ready')).toMatchObject({ attempt: 1, coachId: sessionId, pollAfterMs: 0 });
  expect((await coachesOf(person)).coaches).toHaveLength(1);
  expect(await person.get(`/users/${person.userId}/coaches/${sessionId}`)).toMatchObject({
    coachId: sessionId,
    genderPreference: 'female',
    technicalConfig: {
      trainingFrequency: 3,
      goalTimeline: '6_months',
      injuryConsiderations: [expect.stringMatching(/left shoulder/i)],
      timeConstraints: { sessionMinutes: 45 },
    },
  });
  const retry = await person.api('POST', `/users/${person.userId}/coaches/from-session/${sessionId}`);
  expect([retry.status, ((await retry.json()) as { error: { code: string } }).error.code]).toEqual([
    409,
    'already_built',
  ]);
  expect((await person.turn(sessionId, aTurn('more'))).refusal).toMatchObject({ status: 409, code: 'session_ended' });
});

it('builds one coach when the job is delivered twice', async () => {
  await local('faults', { target: 'invoke', kind: 'duplicate', probability: 1, times: 5 });
  const { person, sessionId } = await finishInterview(stack);
  await reaches(person, sessionId, 'ready');
  await local('jobs/build-coach-config/run');
  expect((await coachesOf(person)).coaches).toHaveLength(1);
});

it('builds one coach when the worker is killed during the build', async () => {
  const { person, sessionId } = await finishInterview(stack);
  await reaches(person, sessionId, 'building');
  await local('functions/build-coach-config/kill');
  expect(await statusOf(person, sessionId)).toMatchObject({ state: 'building', attempt: 1 });
  await local('clock', { advanceMs: 61_000 }); // Lambda's first retry
  expect(await reaches(person, sessionId, 'ready')).toMatchObject({ attempt: 2 });
  expect((await coachesOf(person)).coaches).toHaveLength(1);
});

it('the sweeper starts a build whose invocation failed', async () => {
  await local('faults', { target: 'invoke', kind: 'down', probability: 1 });
  const { person, sessionId } = await finishInterview(stack);
  expect(await statusOf(person, sessionId)).toMatchObject({ state: 'queued', attempt: 0 });
  await local('faults', undefined, 'DELETE');
  await local('clock', { advanceMs: 120_000 });
  await local('jobs/cleanup-expired-sessions/run');
  await reaches(person, sessionId, 'ready');
  expect((await coachesOf(person)).coaches).toHaveLength(1);
});

it('fails a build with an error code, and a later retry succeeds', async () => {
  await local('faults', { target: 'invoke', kind: 'down', probability: 1 });
  const { person, sessionId } = await finishInterview(stack);
  await local('faults', undefined, 'DELETE');
  await local('faults', { target: 'bedrock', kind: 'down', probability: 1 });
  const failed = await reaches(person, sessionId, 'failed', 61_000);
  expect(failed.error).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/), retryable: true });
  await local('faults', undefined, 'DELETE');
  const retry = await person.api('POST', `/users/${person.userId}/coaches/from-session/${sessionId}`);
  expect([retry.status, await retry.json()]).toMatchObject([
    202,
    { status: 'queued', pollAfterMs: expect.any(Number) },
  ]);
  await reaches(person, sessionId, 'ready');
  expect((await coachesOf(person)).coaches).toHaveLength(1);
});
