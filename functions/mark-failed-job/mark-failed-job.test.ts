import { expect, it } from 'vitest';
import { createDynamoCoaches } from '#adapters/dynamodb/coaches';
import { createDynamoGenerations } from '#adapters/dynamodb/generations';
import { isoOf } from '#ports/clock';
import { createManualClock } from '#testing/manual-clock';
import { createMemoryDynamo } from '#testing/memory-dynamo/engine';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { TABLE_NAME, tableDefinitions } from '#testing/tables';
import { createMarkFailedJob } from './mark-failed-job.ts';

const REF = { sub: 'a-person', coachId: 'coach-1' };
const ORDER = { job: 'build-coach-config', orderId: 'build-coach-config#turn', ...REF, sessionId: 'coach-1' };
const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:coachstream-dev-build-coach-config:$LATEST';

/** The record of Lambda's failure destination, inside an SQS event. */
const eventOf = (requestPayload: unknown, condition = 'RetriesExhausted', functionArn = ARN) => ({
  Records: [
    {
      messageId: '1',
      body: JSON.stringify({
        version: '1.0',
        timestamp: '2026-11-21T10:00:00.000Z',
        requestContext: { requestId: 'id', functionArn, condition, approximateInvokeCount: 3 },
        requestPayload,
        responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
        responsePayload: { errorMessage: 'crashed' },
      }),
    },
  ],
});

async function createWorld() {
  const clock = createManualClock();
  const { client } = createMemoryDynamo(tableDefinitions, clock.now);
  const coaches = createDynamoCoaches({ client, tableName: TABLE_NAME, clock });
  const generations = createDynamoGenerations({ client, tableName: TABLE_NAME, clock });
  const telemetry = createRecordedTelemetry();
  const at = isoOf(clock.now());
  const build = { state: 'queued', attempt: 0, updatedAt: at, deadline: isoOf(clock.now() + 600_000) } as const;
  await coaches.create({ ...REF, sessionId: 'coach-1', status: 'active', build, createdAt: at, updatedAt: at });
  return {
    clock,
    coaches,
    generations,
    telemetry,
    consume: createMarkFailedJob({ coaches, generations, clock, telemetry }),
  };
}

it.each([
  ['RetriesExhausted', 'attempts_exhausted'],
  ['EventAgeExceeded', 'deadline_exceeded'],
])('marks a build as failed when its invocation ended with %s', async (condition, code) => {
  const { coaches, consume, telemetry } = await createWorld();
  await consume(eventOf(ORDER, condition));
  expect((await coaches.get(REF))?.build).toMatchObject({ state: 'failed', error: { code, retryable: true } });
  expect([telemetry.counts.get('JobsGivenUp'), telemetry.counts.get('BuildsFailed')]).toEqual([1, 1]);
  const facts = { job: 'build-coach-config', order: ORDER.orderId, condition };
  expect(telemetry.lines).toEqual([{ severity: 'error', message: 'a job was given up', facts }]);
});

it('takes the job from the function name when the payload does not name it', async () => {
  const { coaches, consume } = await createWorld();
  const { job: _, ...nameless } = ORDER;
  await consume(eventOf(nameless));
  expect((await coaches.get(REF))?.build.state).toBe('failed');
});

it('marks the builds of all messages that come at once', async () => {
  const { coaches, consume } = await createWorld();
  const [first] = eventOf({ job: 'delete-user-data', orderId: 'order#1' }).Records;
  await consume({ Records: [first, ...eventOf(ORDER).Records] });
  expect((await coaches.get(REF))?.build.state).toBe('failed');
});

it('takes another job from the function name and marks nothing', async () => {
  const { coaches, consume, telemetry } = await createWorld();
  const arn = ARN.replace('build-coach-config:$LATEST', 'delete-user-data');
  await consume(eventOf({ ...REF, sessionId: 'coach-1' }, 'RetriesExhausted', arn));
  expect((await coaches.get(REF))?.build.state).toBe('queued');
  expect(telemetry.lines).toMatchObject([{ facts: { job: 'coachstream-dev-delete-user-data' } }]);
});

it('ignores a second delivery', async () => {
  const { clock, coaches, consume, telemetry } = await createWorld();
  await consume(eventOf(ORDER));
  const { build } = (await coaches.get(REF)) ?? {};
  await clock.advance(1_000);
  await consume(eventOf(ORDER, 'EventAgeExceeded'));
  expect((await coaches.get(REF))?.build).toEqual(build);
  expect([telemetry.counts.get('JobsGivenUp'), telemetry.counts.get('BuildsFailed')]).toEqual([2, 1]);
});

it.each(['delete-user-data', 'summarize-conversation'])(
  'only tells of jobs that leave nothing to mark: %s',
  async (job) => {
    const { coaches, consume, telemetry } = await createWorld();
    await consume(eventOf({ job, orderId: 'order#1', sub: 'a-person', sessionId: 'coach-1' }));
    expect((await coaches.get(REF))?.build.state).toBe('queued');
    expect(telemetry.lines).toMatchObject([{ severity: 'error', facts: { job, order: 'order#1' } }]);
    expect(telemetry.counts.get('JobsGivenUp')).toBe(1);
  },
);

it.each([{}, { Records: [{ body: 'not json' }] }, eventOf('a string'), eventOf({ job: 'build-coach-config' })])(
  'throws what it cannot read back to the queue: %j',
  async (event) => {
    const { consume } = await createWorld();
    await expect(consume(event)).rejects.toThrow();
  },
);
