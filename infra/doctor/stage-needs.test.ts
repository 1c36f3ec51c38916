import { expect, it } from 'vitest';
import { stageNeeds } from './stage-needs.ts';

it('reads from the templates what a stage reserves and requires', async () => {
  const { reservations, bootstrapVersion } = await stageNeeds(
    'prod',
    { STREAM_CONCURRENCY: '7', JOB_CONCURRENCY: '3' },
    'eu-central-1',
  );

  expect(reservations.get('coachstream-prod-build-coach-config')).toBe(3);
  expect(reservations.get('coachstream-prod-stream-coach-creator-session')).toBe(7);
  expect(reservations.has('coachstream-prod-coach-api')).toBe(false);
  // The oldest version for stacks with file assets.
  expect(bootstrapVersion).toBe(6);
});

it('finds no reservation in dev', async () => {
  expect((await stageNeeds('dev', {}, 'us-east-1')).reservations.size).toBe(0);
});
