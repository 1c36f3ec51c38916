import { expect, it } from 'vitest';
import { CoachError } from '#ports/errors';
import { createManualClock } from '#testing/manual-clock';
import { createRecordedTelemetry } from '#testing/recorded-telemetry';
import { keepAlive } from './heartbeat.ts';

it('beats every second even when timers fire slightly early, as real ones do', async () => {
  const clock = createManualClock();
  const until = new AbortController();
  const beats: number[] = [];
  const begunAt = clock.now();
  const heartbeat = keepAlive({
    clock: { ...clock, sleep: (ms, signal) => clock.sleep(ms - 1, signal) },
    telemetry: createRecordedTelemetry(),
    beat: async () => {
      beats.push(clock.now() - begunAt);
      return { isFollowed: false, isStopped: false };
    },
    check: async () => ({ isFollowed: false, isStopped: false }),
    checkpoint: async () => {},
    until: until.signal,
    stop: new AbortController(),
  });
  await clock.advance(3_500);
  until.abort();
  await heartbeat;
  expect(beats).toEqual([998, 1_996, 2_994]);
});

it('checks for a stop every half second, although storage takes 100 ms to answer', async () => {
  const clock = createManualClock();
  const until = new AbortController();
  const asked: number[] = [];
  const begunAt = clock.now();
  const answerLate = async () => {
    asked.push(clock.now() - begunAt);
    await clock.sleep(100);
    return { isFollowed: false, isStopped: false };
  };
  const heartbeat = keepAlive({
    clock,
    telemetry: createRecordedTelemetry(),
    beat: answerLate,
    check: answerLate,
    checkpoint: async () => {},
    until: until.signal,
    stop: new AbortController(),
  });
  await clock.advance(2_600);
  until.abort();
  await clock.advance(1_000);
  await heartbeat;
  expect(asked).toEqual([500, 1_000, 1_500, 2_000, 2_500]);
});

it.each([
  ['ten seconds after the last renewal when storage stays away', [3_000], 12_000],
  ['at no time when storage comes back after nine seconds', [3_000, 12_000], undefined],
])('ends the production as fenced %s', async (_, changes, expected) => {
  const clock = createManualClock();
  const until = new AbortController();
  const stop = new AbortController();
  const begunAt = clock.now();
  let fencedAt: number | undefined;
  stop.signal.addEventListener('abort', () => {
    fencedAt = clock.now() - begunAt;
  });
  const isAway = () => changes.filter((atMs) => clock.now() - begunAt >= atMs).length % 2 === 1;
  const answer = async () => {
    if (isAway()) throw new CoachError('dependency_unavailable', 'no answer');
    return { isFollowed: false, isStopped: false };
  };
  const deps = { clock, telemetry: createRecordedTelemetry(), beat: answer, check: answer, checkpoint: async () => {} };
  const heartbeat = keepAlive({ ...deps, until: until.signal, stop });
  await clock.advance(30_000);
  until.abort();
  await heartbeat;
  expect([fencedAt, stop.signal.reason?.name]).toEqual([expected, expected === undefined ? undefined : 'fenced']);
});
