import { expect, it } from 'vitest';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Beat } from '#ports/turns';
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

const AWAY = new CoachError('dependency_unavailable', 'no answer');
const FINE: Beat = { isFollowed: false, isStopped: false };

/** Keeps a turn alive for half a minute. @returns when its production was stopped, in milliseconds, and why. */
async function stopOf(
  beat: (atMs: number, clock: Clock) => Promise<Beat>,
  check = beat,
  checkpoint: (atMs: number) => unknown = () => undefined,
  telemetry = createRecordedTelemetry(),
) {
  const clock = createManualClock();
  const until = new AbortController();
  const stop = new AbortController();
  const begunAt = clock.now();
  let atMs: number | undefined;
  stop.signal.addEventListener('abort', () => {
    atMs = clock.now() - begunAt;
  });
  const heartbeat = keepAlive({
    clock,
    telemetry,
    beat: () => beat(clock.now() - begunAt, clock),
    check: () => check(clock.now() - begunAt, clock),
    checkpoint: async () => void checkpoint(clock.now() - begunAt),
    until: until.signal,
    stop,
  });
  await clock.advance(30_000);
  until.abort();
  await heartbeat;
  return [atMs, (stop.signal.reason as Error | undefined)?.name];
}

it.each([
  ['ends the production ten seconds after the last renewal when storage stays away', 30_000, [12_000, 'fenced']],
  ['continues the production when storage comes back after nine seconds', 12_000, [undefined, undefined]],
])('%s', async (_, backMs, stopped) => {
  const beat = async (atMs: number) => (atMs >= 3_000 && atMs < backMs ? Promise.reject(AWAY) : FINE);
  expect(await stopOf(beat)).toEqual(stopped);
});

it('counts the ten seconds of a lease from when it was asked for, not from its late answer', async () => {
  const beat = (atMs: number, clock: Clock) =>
    atMs < 1_500 ? clock.sleep(4_000).then(() => FINE) : Promise.reject(AWAY);
  expect(await stopOf(beat, async () => FINE)).toEqual([11_000, 'fenced']);
});

it('ends the production at once when its lease is lost, or when a check finds a stop', async () => {
  const lost = async (atMs: number) => (atMs < 3_000 ? FINE : ('lost' as const));
  expect(await stopOf(lost, async () => FINE)).toEqual([3_000, 'fenced']);
  const stopped = async (atMs: number) => ({ ...FINE, isStopped: atMs >= 3_400 });
  expect(await stopOf(async () => FINE, stopped)).toEqual([3_500, 'stopped']);
});

it('stores the events with each heartbeat, and every 250 ms while a reader follows', async () => {
  const stored: number[] = [];
  const beat = async (atMs: number) => ({ ...FINE, isFollowed: atMs === 2_000 });
  await stopOf(
    beat,
    async () => FINE,
    (atMs) => stored.push(atMs),
  );
  expect(stored.slice(0, 8)).toEqual([1_000, 2_000, 2_250, 2_500, 2_750, 3_000, 4_000, 5_000]);
});

it('logs a heartbeat that storage does not answer, and rethrows a programming error', async () => {
  const telemetry = createRecordedTelemetry();
  const once = async (atMs: number) => (atMs === 1_000 ? Promise.reject(AWAY) : FINE);
  await stopOf(once, async () => FINE, undefined, telemetry);
  expect(telemetry.lines).toMatchObject([{ severity: 'warn', facts: { error: AWAY } }]);
  const bug = new TypeError('a bug');
  let now = 0;
  await expect(
    keepAlive({
      clock: {
        now: () => now,
        sleep: async (ms) => {
          now += ms;
        },
      },
      telemetry,
      beat: async () => FINE,
      check: () => Promise.reject(bug),
      checkpoint: async () => {},
      until: new AbortController().signal,
      stop: new AbortController(),
    }),
  ).rejects.toBe(bug);
});
