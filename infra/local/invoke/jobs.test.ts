import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { returnAnswer } from '../gateways/scripted-function.ts';
import type { ScheduleSpec } from '../template/jobs.ts';
import { createJobs } from './jobs.ts';
import { openPersistentMap } from './persistent-map.ts';
import { startSchedules } from './schedules.ts';
import { DAY_MS, DEAD, fail, type InvokeStage, QUEUE, scriptInvoke, succeed } from './scripted-invoke.ts';

let stage: InvokeStage;
beforeEach(async () => {
  stage = await scriptInvoke();
});
afterEach(() => stage.end());

describe('a queue', () => {
  it('a queue redelivers a message after its visibility timeout, then moves it to the dead-letter queue', async () => {
    stage.does.consume = fail;
    stage.now().queues.send(QUEUE, 'x');
    await expect.poll(() => stage.now().consumer.events.length).toBe(1);
    stage.clock.advance(359_000);
    expect(stage.now().consumer.events).toHaveLength(1);
    stage.clock.advance(1_000);
    await expect.poll(() => stage.now().consumer.events.length).toBe(2);
    stage.clock.advance(360_000);
    await expect.poll(() => [stage.now().queues.size(QUEUE), stage.now().queues.size(DEAD)]).toEqual([0, 1]);
    expect(stage.now().consumer.events).toHaveLength(2);
  });

  it('a queue keeps its messages after a restart', async () => {
    stage.does.consume = fail;
    stage.now().queues.send(QUEUE, 'kept');
    await expect.poll(() => stage.now().consumer.events.length).toBe(1);
    stage.does.consume = succeed;
    await stage.reopen();
    expect(stage.now().queues.size(QUEUE)).toBe(1);
    stage.clock.advance(360_000);
    await expect.poll(() => stage.now().queues.size(QUEUE)).toBe(0);
  });

  it('a queue deletes messages after its retention period', () => {
    stage.now().queues.send(DEAD, 'old');
    stage.clock.advance(15 * DAY_MS);
    expect(stage.now().queues.receive(DEAD, 10)).toEqual([]);
    expect(stage.now().queues.size(DEAD)).toBe(0);
  });
});

describe('schedules', () => {
  const every = (minutes: number): ScheduleSpec => ({ functionArn: 'x', everyMs: minutes * 60_000, input: '{}' });

  it('schedules fire by the local clock, and only once after a long jump', () => {
    const fired: number[] = [];
    const schedules = startSchedules([every(1), every(60)], stage.clock, ({ everyMs }) => fired.push(everyMs / 60_000));
    stage.clock.advance(30_000);
    expect(fired).toEqual([]);
    stage.clock.advance(30_000);
    expect(fired).toEqual([1]);
    stage.clock.advance(3 * 3_600_000);
    expect(fired).toEqual([1, 1, 60]);
    stage.clock.advance(60_000);
    expect(fired).toEqual([1, 1, 60, 1]);
    schedules.close();
    stage.clock.advance(DAY_MS);
    expect(fired).toHaveLength(4);
  });
});

describe('a job by its name', () => {
  const jobs = (schedules: ScheduleSpec[] = []) =>
    createJobs({
      ...stage.now(),
      functions: new Map([
        ['p-build', stage.now().job],
        ['p-mark', stage.now().consumer],
      ]),
      schedules,
    });

  it('waits for a job until none of its invocations waits or runs', async () => {
    stage.does.work = fail;
    await stage.now().start();
    let over = false;
    const waiting = jobs()('build').then((run) => {
      over = true;
      return run;
    });
    await expect.poll(() => stage.now().job.events.length).toBe(1);
    expect(over).toBe(false);
    stage.does.work = succeed;
    await expect.poll(() => stage.now().invocations.size('p-build')).toBe(1);
    stage.clock.advance(60_000);
    expect(await waiting).toEqual({ name: 'build', failed: false });
  });

  it('returns at once for a job without invocations', async () => {
    expect(await jobs()('build')).toEqual({ name: 'build', failed: false });
    expect(await jobs()('nobody')).toBeUndefined();
  });

  it('runs a schedule at once and returns its result', async () => {
    stage.does.work = (sink) => returnAnswer(sink, { parked: 3 });
    const schedule = { functionArn: stage.now().job.functionArn, everyMs: 60_000, input: '{"by":"schedule"}' };
    expect(await jobs([schedule])('build')).toEqual({ name: 'build', failed: false, result: { parked: 3 } });
    expect(stage.now().job.events).toEqual([{ by: 'schedule' }]);
  });

  it('waits for a queue consumer until its queue is empty', async () => {
    const held = Promise.withResolvers<void>();
    stage.does.consume = async (sink) => {
      await held.promise;
      succeed(sink);
    };
    stage.now().queues.send(QUEUE, 'x');
    const waiting = jobs()('mark');
    held.resolve();
    await waiting;
    expect(stage.now().queues.size(QUEUE)).toBe(0);
  });
});

it('a persistent map restores its latest values from the file', () => {
  const file = join(stage.folder, 'map.log');
  const map = openPersistentMap<{ n: number }>(file);
  map.set('a', { n: 1 });
  map.set('a', { n: 2 });
  map.set('b', { n: 3 });
  map.delete('b');
  const again = openPersistentMap<{ n: number }>(file);
  expect(again.values()).toEqual([{ n: 2 }]);
  again.close();
  map.close();
});
