import { expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { TurnRecord } from '#ports/turn-records';
import type { Found } from '#ports/turns';
import { createManualClock } from '#testing/manual-clock';
import { FOLLOW_MS, MAX_EPOCHS } from './parameters.ts';
import { type WatchDeps, watchTurn } from './watch-turn.ts';

const ref = { sub: 'me', kind: 'game_coach', sessionId: 's', turnId: 't' } as const;
const chunk: Frame = { id: { epoch: 1, seq: 1 }, event: { type: 'chunk', text: 'Half', step: 1 } };

/** A watcher of a turn whose log cannot be read to its end. */
function createWatcher() {
  const clock = createManualClock();
  const turn = { state: 'running', epoch: 1, usage: NO_USAGE, leaseUntil: clock.now() + 3_600_000 } as TurnRecord;
  const calls = { finds: 0, follows: 0 };
  const storage: { found: () => Promise<Partial<Found>>; log: readonly Frame[] } = {
    found: async () => ({ turn, session: {} as NonNullable<Found['session']> }),
    log: [],
  };
  const deps = {
    clock,
    rates: {
      count: async () => {
        calls.follows += 1;
        return true;
      },
    },
    turns: {
      find: () => {
        calls.finds += 1;
        return storage.found();
      },
      readEvents: async () => storage.log,
      read: () => Promise.reject(new CoachError('internal', 'a row cannot be read')),
      follow: async () => undefined,
    },
  } as unknown as WatchDeps;
  const deadline = new AbortController();
  const watch = () => {
    const accepted: string[] = [];
    const accept = () => accepted.push('accepted');
    return Array.fromAsync(watchTurn(deps, { ref, cursor: undefined, deadline: deadline.signal, accept }));
  };
  return { clock, calls, storage, deadline, watch };
}

it('reads a turn again as often as it may have epochs, and counts one follow', async () => {
  const { clock, calls, watch } = createWatcher();
  const watching = watch();
  await clock.advance((MAX_EPOCHS + 2) * FOLLOW_MS);
  expect(await watching).toEqual([]);
  expect(calls).toEqual({ finds: MAX_EPOCHS, follows: 1 });
});

it('does not read a turn for a reader whose time is over', async () => {
  const { calls, deadline, watch } = createWatcher();
  deadline.abort();
  expect(await watch()).toEqual([]);
  expect(calls.finds).toBe(0);
});

it('refuses when the first read fails, and ends without an error when a later one does', async () => {
  const { clock, storage, watch } = createWatcher();
  const { found } = storage;
  const error = new CoachError('dependency_unavailable', 'down');
  storage.found = () => Promise.reject(error);
  await expect(watch()).rejects.toBe(error);
  storage.found = async () => {
    storage.found = () => Promise.reject(error);
    return found();
  };
  const watching = watch();
  await clock.advance(2 * FOLLOW_MS);
  expect(await watching).toEqual([]);
});

it('ends with what was sent when the turn and its session are gone, and begins with not_found', async () => {
  const { clock, storage, watch } = createWatcher();
  storage.log = [chunk];
  const { found } = storage;
  storage.found = async () => {
    storage.found = async () => ({});
    return found();
  };
  const watching = watch();
  await clock.advance(2 * FOLLOW_MS);
  expect((await watching).map(({ event }) => event)).toMatchObject([
    chunk.event,
    { type: 'aborted', aiResponse: 'Half', turnId: 't', sessionId: 's' },
  ]);
  await expect(watch()).rejects.toMatchObject({ code: 'not_found' });
});
