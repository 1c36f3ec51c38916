import { describe, expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { CoachError } from '#ports/errors';
import { createWorld, dieInMidTurn, HELLO, turnId, type World } from '#testing/simulation/turn-world';
import { GRACE_MS, WHOLE_FOLLOW_WEIGHT } from './parameters.ts';
import type { TurnRequest } from './turn-request.ts';
import { watchTurn } from './watch-turn.ts';

type Request = TurnRequest<{ readonly text: string }>;

const HALF = [{ text: 'Half' }, { hang: true as const }];
const typesOf = (frames: readonly Frame[]) => frames.map(({ event }) => event.type);

/** Reads a turn in the background; the events so far can be read at any time. */
function readAlong({ start }: World, turn: Request) {
  const frames: Frame[] = [];
  const ended = (async () => {
    for await (const frame of start(turn)) frames.push(frame);
  })();
  return { frames, ended };
}

/** Reads the turn by its id alone. */
function watchAlong({ deps, ref, deadline, accepted }: World) {
  const frames: Frame[] = [];
  const watching = { ref: { ...ref, turnId: turnId(1) }, cursor: undefined, deadline: deadline.signal };
  void (async () => {
    for await (const frame of watchTurn(deps, { ...watching, accept: () => accepted.push(turnId(1)) }))
      frames.push(frame);
  })();
  return { frames };
}

describe('a running turn that is requested again', () => {
  it('is followed to its end: the same events after the cursor, and one model call', async () => {
    const world = await createWorld([
      [{ text: 'One ' }, { waitMs: 3_000 }, { text: 'two' }, { waitMs: 3_000 }, { text: '.' }],
    ]);
    const first = readAlong(world, world.request(1));
    await world.clock.advance(2_000);
    const second = readAlong(world, world.request(1));
    const third = readAlong(world, world.request(1, 'hi', { cursor: { epoch: 1, seq: 2 } }));
    const stranger = readAlong(world, world.request(1, 'hi', { cursor: { epoch: 9, seq: 999_999 } }));
    await world.clock.advance(10_000);
    await Promise.all([first, second, third, stranger].map(({ ended }) => ended));
    expect(typesOf(first.frames)).toEqual(['start', 'chunk', 'chunk', 'chunk', 'complete']);
    expect(second.frames).toEqual(first.frames);
    expect(third.frames).toEqual(first.frames.slice(2));
    expect(stranger.frames).toEqual(first.frames);
    expect(world.model.calls).toHaveLength(1);
  });

  it('is reported as accepted before it has a new event', async () => {
    const world = await createWorld([HALF]);
    const first = readAlong(world, world.request(1));
    await world.clock.advance(2_000);
    expect(world.accepted).toEqual([]);
    const second = readAlong(world, world.request(1, 'hi', { cursor: { epoch: 1, seq: 2 } }));
    const { frames } = watchAlong(world);
    await world.clock.advance(2_000);
    expect(world.accepted).toEqual([turnId(1), turnId(1)]);
    expect(second.frames).toEqual([]);
    expect(frames).toEqual(first.frames);
    world.deadline.abort();
    await world.clock.advance(20_000);
  });

  it('ends without an event when the response head is sent and the turn can only be refused', async () => {
    const world = await createWorld([HALF]);
    await dieInMidTurn(world, world.request(1));
    const again = readAlong(world, world.request(1, 'hi', { cursor: { epoch: 1, seq: 2 } }));
    await world.clock.advance(2_000);
    expect(world.accepted).toEqual([turnId(1)]);
    world.dynamo.hooks.beforeApply = () => Promise.reject(new CoachError('dependency_unavailable', 'down'));
    await world.clock.advance(20_000);
    delete world.dynamo.hooks.beforeApply;
    await again.ended;
    expect(again.frames).toEqual([]);
  });

  it('reaches a follower within 600 ms, however long it follows', async () => {
    const ticks = Array.from({ length: 150 }, () => [{ waitMs: 100 }, { text: 'x' }]).flat();
    const world = await createWorld([ticks]);
    const first = readAlong(world, world.request(1));
    const second = readAlong(world, world.request(1));
    await world.clock.advance(2_600);
    const late: number[] = [];
    for (let waitedMs = 0; waitedMs < 10_000; waitedMs += 100) {
      await world.clock.advance(100);
      late.push(first.frames.length - second.frames.length);
    }
    expect(Math.max(...late)).toBeLessThanOrEqual(6);
    await world.clock.advance(5_000);
    await Promise.all([first.ended, second.ended]);
    expect(second.frames).toEqual(first.frames);
  });

  it('shows a follower the restart of its answer', async () => {
    const world = await createWorld([
      [{ text: 'Half' }, { waitMs: 3_000 }, { fail: 'busy' }],
      [{ waitMs: 3_000 }, ...HELLO],
    ]);
    const first = readAlong(world, world.request(1));
    await world.clock.advance(1_500);
    const second = readAlong(world, world.request(1));
    await world.clock.advance(3_000);
    expect(typesOf(second.frames)).toEqual(['start', 'chunk', 'reset', 'start']);
    await world.clock.advance(20_000);
    await Promise.all([first.ended, second.ended]);
    expect(typesOf(first.frames)).toEqual(['start', 'chunk', 'reset', 'start', 'chunk', 'chunk', 'complete']);
    expect(second.frames).toEqual(first.frames);
  });

  it('is left alone by a follower whose own time is up just when its producer counts as dead', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    const again = readAlong(world, world.request(1));
    const [turn] = world.items('TURN#');
    await world.clock.advance(Number(turn?.['leaseUntil']) + GRACE_MS + 1 - world.clock.now());
    world.deadline.abort();
    await world.clock.advance(20_000);
    await again.ended;
    expect(typesOf(again.frames)).toEqual(['start', 'chunk']);
    expect(world.items('TURN#')).toMatchObject([{ state: 'running', epoch: 1 }]);
  });

  it('continues for a follower after its last event when one read of the log has failed', async () => {
    const world = await createWorld([[{ text: 'One ' }, { waitMs: 3_000 }, { text: 'two' }, { waitMs: 3_000 }]]);
    const first = readAlong(world, world.request(1));
    await world.clock.advance(1_500);
    const second = readAlong(world, world.request(1));
    await world.clock.advance(500);
    const { readEvents } = world.deps.turns;
    world.deps.turns.readEvents = () => {
      world.deps.turns.readEvents = readEvents;
      return Promise.reject(new CoachError('internal', 'broken'));
    };
    await world.clock.advance(20_000);
    await Promise.all([first.ended, second.ended]);
    expect(second.frames).toEqual(first.frames);
    expect(world.deps.turns.readEvents).toBe(readEvents);
    expect(world.items('RATE#follows')).toMatchObject([{ count: WHOLE_FOLLOW_WEIGHT }]); // once
  });
});
