import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { InvokeCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { returnAnswer } from '../gateways/scripted-function.ts';
import { THROTTLED } from '../lambda/backend.ts';
import { DAY_MS, fail, type InvokeStage, QUEUE, scriptInvoke, succeed } from './scripted-invoke.ts';

let stage: InvokeStage;
beforeEach(async () => {
  stage = await scriptInvoke();
});
afterEach(() => stage.end());

describe('an asynchronous invocation', () => {
  it('accepts an asynchronous invocation before it runs, and runs it once', async () => {
    const held = Promise.withResolvers<void>();
    stage.does.work = async (sink) => {
      await held.promise;
      succeed(sink);
    };
    expect((await stage.now().start()).StatusCode).toBe(202);
    await expect.poll(() => stage.now().job.events).toEqual([{ a: 1 }]);
    expect(stage.now().invocations.size('p-build')).toBe(1);
    held.resolve();
    await expect.poll(() => stage.now().invocations.size('p-build')).toBe(0);
    stage.clock.advance(DAY_MS);
    expect(stage.now().job.events).toHaveLength(1);
  });

  it('retries one minute after the first failure and two after the second, by the local clock', async () => {
    stage.does.work = fail;
    await stage.now().start();
    await expect.poll(() => stage.now().job.events.length).toBe(1);
    stage.clock.advance(59_000);
    expect(stage.now().job.events).toHaveLength(1);
    stage.clock.advance(1_000);
    await expect.poll(() => stage.now().job.events.length).toBe(2);
    await expect.poll(() => stage.now().invocations.size('p-build')).toBe(1);
    stage.clock.advance(119_000);
    expect(stage.now().job.events).toHaveLength(2);
    stage.does.work = succeed;
    stage.clock.advance(1_000);
    await expect.poll(() => stage.now().invocations.size('p-build')).toBe(0);
    expect(stage.now().job.events).toHaveLength(3);
    expect(stage.now().consumer.events).toEqual([]);
  });

  it('sends Lambda’s failure record to the destination when the last attempt fails', async () => {
    stage.does.work = fail;
    await stage.now().start('{"turn":"t1"}');
    for (const attempt of [1, 2, 3]) {
      await expect.poll(() => stage.now().job.events.length).toBe(attempt);
      stage.clock.advance(120_000);
    }
    await expect.poll(() => stage.now().consumer.events.length).toBe(1);
    const [record] = (stage.now().consumer.events[0] as { Records: { body: string }[] }).Records;
    expect(record).toMatchObject({
      eventSource: 'aws:sqs',
      eventSourceARN: QUEUE,
      awsRegion: 'us-east-1',
      attributes: { ApproximateReceiveCount: '1' },
    });
    expect(JSON.parse(record?.body ?? '')).toMatchObject({
      version: '1.0',
      requestContext: {
        functionArn: `${stage.now().job.functionArn}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { turn: 't1' },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no luck' },
    });
    await expect.poll(() => stage.now().queues.size(QUEUE)).toBe(0);
  });

  it('gives an invocation up without a retry when it exceeds its maximum age', async () => {
    stage.does.work = fail;
    await stage.now().start();
    await expect.poll(() => stage.now().job.events.length).toBe(1);
    stage.clock.advance(2 * 3_600_000);
    await expect.poll(() => stage.now().consumer.events.length).toBe(1);
    const [record] = (stage.now().consumer.events[0] as { Records: { body: string }[] }).Records;
    expect(JSON.parse(record?.body ?? '')).toMatchObject({ requestContext: { condition: 'EventAgeExceeded' } });
    expect(stage.now().job.events).toHaveLength(1);
  });

  it('tries a throttled invocation again until it is too old, without counting attempts', async () => {
    stage.does.work = (sink) => sink.fail(THROTTLED);
    await stage.now().start();
    const attempts = async (count: number) => {
      await expect.poll(() => stage.now().job.events.length).toBe(count);
      await setImmediate(); // the next attempt is planned
    };
    for (const [index, delayMs] of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000].entries()) {
      await attempts(index + 1);
      stage.clock.advance(delayMs);
    }
    await attempts(7);
    stage.clock.advance(58_000);
    expect(stage.now().job.events).toHaveLength(7);
    stage.clock.advance(6_000);
    await attempts(8);
    expect(stage.now().consumer.events).toEqual([]);
    stage.clock.advance(3_600_000);
    await expect.poll(() => stage.now().consumer.events.length).toBe(1);
    const [record] = (stage.now().consumer.events[0] as { Records: { body: string }[] }).Records;
    expect(JSON.parse(record?.body ?? '').requestContext).toMatchObject({
      condition: 'EventAgeExceeded',
      approximateInvokeCount: 0,
    });
  });

  it('gives an invocation of a function with the reserved concurrency 0 up at once, without running it', async () => {
    Object.assign(stage.now().job, { isStopped: true });
    await stage.now().start();
    await expect.poll(() => stage.now().consumer.events.length).toBe(1);
    const [record] = (stage.now().consumer.events[0] as { Records: { body: string }[] }).Records;
    expect(JSON.parse(record?.body ?? '').requestContext).toMatchObject({
      condition: 'ZeroReservedConcurrency',
      approximateInvokeCount: 0,
    });
    expect(stage.now().job.events).toEqual([]);
  });

  it('runs an interrupted invocation again after a restart', async () => {
    stage.does.work = () => new Promise(() => undefined);
    await stage.now().start('{"n":1}');
    await expect.poll(() => stage.now().job.events).toEqual([{ n: 1 }]);
    stage.does.work = succeed;
    // as a kill while writing a line leaves the file
    await stage.reopen(() => appendFile(join(stage.folder, 'invocations.log'), '["half'));
    await expect.poll(() => stage.now().job.events).toEqual([{ n: 1 }]);
    await expect.poll(() => stage.now().invocations.size('p-build')).toBe(0);
    await stage.reopen();
    expect(stage.now().job.events).toEqual([]);
  });
});

describe('the Invoke API', () => {
  it.each([
    'p-build',
    'arn:aws:lambda:us-east-1:123456789012:function:p-build',
    '123456789012:function:p-build',
    'p-build:$LATEST',
  ])('finds a function by %s', async (name) => {
    stage.does.work = (sink, event) => returnAnswer(sink, { got: event });
    const answer = await stage
      .now()
      .client.send(new InvokeCommand({ FunctionName: name, Payload: Buffer.from('{"b":2}') }));
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toEqual({ got: { b: 2 } });
  });

  it('reports the failure of a function', async () => {
    stage.does.work = fail;
    const answer = await stage.now().client.send(new InvokeCommand({ FunctionName: 'p-build' }));
    expect(answer.FunctionError).toBe('Unhandled');
    expect(JSON.parse(answer.Payload?.transformToString() ?? '')).toMatchObject({ errorMessage: 'no luck' });
  });

  it('rejects the requests that Lambda rejects, with the same errors', async () => {
    await expect(stage.now().start('{}', 'p-nobody')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(stage.now().start('{')).rejects.toMatchObject({ name: 'InvalidRequestContentException' });
    await expect(stage.now().start(`"${'x'.repeat(1024 * 1024)}"`)).rejects.toMatchObject({
      name: 'RequestTooLargeException',
    });
    expect(stage.now().job.events).toEqual([]);
  });

  it('reports a throttled function to a caller that waits for it', async () => {
    stage.does.work = (sink) => sink.fail(THROTTLED);
    await expect(stage.now().client.send(new InvokeCommand({ FunctionName: 'p-build' }))).rejects.toMatchObject({
      name: 'TooManyRequestsException',
      $metadata: { httpStatusCode: 429 },
    });
  });

  it('rejects requests to every other service', async () => {
    expect((await fetch(`${stage.now().url}/some/bucket`)).status).toBe(501);
  });

  it('throttles, loses responses and delivers twice when a fault rule requires it', async () => {
    stage.faults.add({ target: 'invoke', kind: 'throttle', probability: 1, times: 1 });
    await expect(stage.now().start()).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    stage.faults.add({ target: 'invoke', kind: 'lost-response', probability: 1, times: 1 });
    await expect(stage.now().start()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect.poll(() => stage.now().job.events.length).toBe(1);
    stage.faults.add({ target: 'invoke', kind: 'duplicate', probability: 1, times: 1 });
    await stage.now().start();
    await expect.poll(() => stage.now().job.events.length).toBe(3);
    stage.faults.add({ target: 'invoke', kind: 'down', probability: 1, times: 1 });
    await expect(stage.now().start()).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(stage.now().job.events).toHaveLength(3);
  });
});
