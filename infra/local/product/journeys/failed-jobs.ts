import type { Person } from '../person.ts';
import { buildState, finishInterview } from './interview-to-coach.ts';
import { controlOf, expectThat, type Stack, until } from './local-control.ts';

/** Lambda gives a build up whose worker dies on every attempt; the person is told, and a retry builds the coach. */
export async function failedBuild(stack: Stack): Promise<void> {
  const local = controlOf(stack);
  await local.breakDown('invoke');
  const { person, sessionId } = await finishInterview(stack);
  await local.restore();
  await local.breakDown('bedrock', 'timeout');
  await local.advance(120_000);
  await local.run('cleanup-expired-sessions');
  await until('the end of the build', async () => {
    const state = await buildState(person, sessionId);
    if (state === 'building') await local.kill('build-coach-config');
    if (state === 'queued' || state === 'building') await local.advance(61_000);
    await person.renew();
    return state === 'failed';
  });
  await local.restore();
  const retried = await person.api('POST', `/users/${person.userId}/coaches/from-session/${sessionId}`);
  expectThat(retried.status === 202, `the retry was answered with ${retried.status}`);
  await until('the coach', async () => (await buildState(person, sessionId)) === 'ready');
  await failLateDelivery(stack, person, sessionId);
  expectThat((await buildState(person, sessionId)) === 'ready', 'a late delivery has changed a finished coach');
}

/** A second delivery of the order, whose worker dies on each attempt before it has loaded. */
async function failLateDelivery(stack: Stack, { userId }: Person, sessionId: string): Promise<void> {
  const local = controlOf(stack);
  const { lambda } = await local.get<{ lambda: string }>('endpoints');
  await local.kill('build-coach-config');
  const response = await fetch(`${lambda}/2015-03-31/functions/coachstream-local-build-coach-config/invocations`, {
    method: 'POST',
    headers: { 'x-amz-invocation-type': 'Event' },
    body: JSON.stringify({ job: 'build-coach-config', sub: userId, coachId: sessionId, sessionId }),
  });
  expectThat(response.status === 202, `Lambda answered ${response.status}`);
  for (const untilRetryMs of [61_000, 121_000, 0]) {
    await local.kill('build-coach-config');
    await local.advance(untilRetryMs);
  }
  await local.run('mark-failed-job');
}
