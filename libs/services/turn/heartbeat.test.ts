import { expect, it } from 'vitest';
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
