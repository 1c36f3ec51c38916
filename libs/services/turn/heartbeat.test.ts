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
