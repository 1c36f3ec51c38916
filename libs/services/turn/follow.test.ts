import { describe, expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { NO_USAGE } from '#contract/usage';
import { CoachError } from '#ports/errors';
import type { TurnRecord } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import { createManualClock } from '#testing/manual-clock';
import { type Following, follow } from './follow.ts';
import { FOLLOW_MS, FOLLOW_WISH_MS } from './parameters.ts';

const ref = { sub: 'me', kind: 'game_coach', sessionId: 's', turnId: 't' } as const;
const HOUR_MS = 3_600_000;
const chunk = (seq: number): Frame => ({ id: { epoch: 1, seq }, event: { type: 'chunk', text: `${seq}`, step: 1 } });

/** A follower of a running turn, with the log of its producer and the failures of storage. */
function createFollower(more: Partial<Following> = {}) {
  const clock = createManualClock();
  const turn = { state: 'running', epoch: 1, usage: NO_USAGE, leaseUntil: clock.now() + HOUR_MS } as TurnRecord;
  const storage = { log: [] as Frame[], turn: turn as TurnRecord | undefined, failure: undefined as Error | undefined };
  const wishes: number[] = [];
  const had: number[][] = [];
  const readOr = async <Value>(value: () => Value): Promise<Value> => {
    if (storage.failure) throw storage.failure;
    return value();
  };
  const turns = {
    readEvents: () => readOr(() => [...storage.log]),
    read: () => readOr(() => storage.turn),
    follow: async () => void wishes.push(clock.now()),
  } as unknown as Turns;
  const sent = { used: () => undefined, had: (log: readonly Frame[]) => had.push(log.map(({ id }) => id?.seq ?? 0)) };
  const deadline = new AbortController();
  const following = { ref, turn, cursor: undefined, sent, deadline: deadline.signal, ...more } as unknown as Following;
  const frames: Frame[] = [];
  const reading = (async () => {
    const stream = follow({ turns, clock }, following);
    for (;;) {
      const { value, done } = await stream.next();
      if (done) return value;
      frames.push(value);
    }
  })();
  let end: unknown = 'running';
  reading.then(
    (value) => {
      end = value;
    },
    (error: unknown) => {
      end = error;
    },
  );
  return { clock, storage, wishes, had, deadline, frames, end: () => end };
}

describe('a follower of a running turn', () => {
  it('continues after its cursor, and remembers what its reader had before', async () => {
    const { clock, storage, frames, had, deadline, end } = createFollower({ cursor: { epoch: 1, seq: 2 } });
    storage.log = [chunk(1), chunk(2), chunk(3)];
    await clock.advance(FOLLOW_MS);
    expect(frames).toEqual([chunk(3)]);
    expect(had[0]).toEqual([1, 2]);
    storage.log.push(chunk(4));
    await clock.advance(FOLLOW_MS);
    expect(frames).toEqual([chunk(3), chunk(4)]);
    deadline.abort();
    await clock.advance(FOLLOW_MS);
    expect(end()).toBe(false);
  });

  it('does not report anything as had while the log is empty', async () => {
    const { clock, had } = createFollower({ followMs: FOLLOW_MS });
    await clock.advance(2 * FOLLOW_MS);
    expect(had).toEqual([]);
  });

  it('ends with “again” as soon as its time is over', async () => {
    const { clock, end } = createFollower({ followMs: 2 * FOLLOW_MS });
    await clock.advance(2 * FOLLOW_MS - 1);
    expect(end()).toBe('running');
    await clock.advance(1);
    expect(end()).toBe('again');
  });

  it('renews its wish for early checkpoints at half of the time that it lasts', async () => {
    const { clock, wishes, deadline } = createFollower();
    const startedAt = clock.now();
    await clock.advance(2 * FOLLOW_WISH_MS);
    const times = wishes.map((at) => at - startedAt);
    const everyMs = Math.ceil(FOLLOW_WISH_MS / 2 / FOLLOW_MS) * FOLLOW_MS;
    expect(times).toEqual([0, everyMs, 2 * everyMs, 3 * everyMs]);
    deadline.abort();
    await clock.advance(FOLLOW_MS);
  });

  it('keeps the last state while storage is away', async () => {
    const { clock, storage, frames, end, deadline } = createFollower();
    storage.failure = new CoachError('dependency_unavailable', 'no answer');
    await clock.advance(3 * FOLLOW_MS);
    expect(end()).toBe('running');
    storage.failure = undefined;
    storage.log = [chunk(1)];
    await clock.advance(2 * FOLLOW_MS);
    expect(frames).toEqual([chunk(1)]);
    deadline.abort();
    await clock.advance(FOLLOW_MS);
  });

  it('has the turn read again after any other refusal of storage, and rethrows programming errors', async () => {
    const refused = createFollower();
    refused.storage.failure = new CoachError('internal', 'a row cannot be read');
    await refused.clock.advance(FOLLOW_MS);
    expect(refused.end()).toBe(false);
    const broken = createFollower();
    const bug = new TypeError('a bug');
    broken.storage.failure = bug;
    await broken.clock.advance(FOLLOW_MS);
    expect(broken.end()).toBe(bug);
  });

  it('has the turn read again when it is gone, parked, over, or its producer is dead', async () => {
    for (const change of [undefined, { state: 'parked' }, { state: 'completed' }, { leaseUntil: 0 }] as const) {
      const { clock, storage, end } = createFollower();
      storage.turn = change && ({ ...storage.turn, ...change } as TurnRecord);
      await clock.advance(2 * FOLLOW_MS);
      expect(end()).toBe(false);
    }
  });
});
