import { describe, expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { chargeOf } from '#contract/usage';
import { CoachError } from '#ports/errors';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { createWorld, dieInMidTurn, HELLO, IDLE_MS, SUB, turnId, type World } from '#testing/simulation/turn-world';
import { messageRate } from '../rates.ts';
import { parkTurn } from './close-turn.ts';
import type { TurnRequest } from './turn-request.ts';
import { watchTurn } from './watch-turn.ts';

type Request = TurnRequest<{ readonly text: string }>;

const LIMIT = 100_000; // The budget is a month of the free tier.
/** Tokens that a turn holds at its start: 15 characters of input, and the maximum output. */
const HELD = 5 + 100;
/** Tokens of a turn whose producer has died after "Half". */
const USED_BY_HALF = 5 + 2;
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
    await world.clock.advance(10_000);
    await Promise.all([first.ended, second.ended, third.ended]);
    expect(typesOf(first.frames)).toEqual(['start', 'chunk', 'chunk', 'chunk', 'complete']);
    expect(second.frames).toEqual(first.frames);
    expect(third.frames).toEqual(first.frames.slice(2));
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
    await world.clock.advance(20_000);
    await Promise.all([first.ended, second.ended]);
    expect(typesOf(first.frames)).toEqual(['start', 'chunk', 'reset', 'start', 'chunk', 'chunk', 'complete']);
    expect(second.frames).toEqual(first.frames);
  });

  it('is left alone by a follower whose own time is up, also when its producer has died', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    const again = readAlong(world, world.request(1));
    await world.clock.advance(5_000);
    world.deadline.abort();
    await world.clock.advance(20_000);
    await again.ended;
    expect(typesOf(again.frames)).toEqual(['start', 'chunk']);
    expect(world.items('TURN#')).toMatchObject([{ state: 'running', epoch: 1 }]);
  });
});

describe('a turn whose producer has died', () => {
  it('is taken over by the next request once its lease expires, drops its output and charges all usage', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    const again = readAlong(world, world.request(1, 'hi', { cursor: { epoch: 1, seq: 2 } }));
    await world.clock.advance(20_000);
    await again.ended;
    expect(typesOf(again.frames)).toEqual(['reset', 'start', 'chunk', 'chunk', 'complete']);
    const spent = USED_BY_HALF + chargeOf(SCRIPTED_USAGE);
    expect(again.frames[1]?.event).toMatchObject({ turnsUsed: 1, budgetRemaining: LIMIT - HELD });
    expect(again.frames.at(-1)?.event).toMatchObject({ aiResponse: 'Hello', budgetRemaining: LIMIT - spent });
    expect(world.items('BUDGET#')).toMatchObject([{ spent, committed: spent, live: 0 }]);
    expect(world.items('MSG#')).toHaveLength(2);
    const [asked, askedAgain] = world.model.calls.map(({ request }) => request.messages);
    expect(askedAgain).toEqual(asked);
  });

  it('is taken over although the person has sent all messages of the minute', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    const rate = messageRate(world.clock.now(), 10);
    while (await world.deps.rates.count(SUB, rate));
    expect((await world.ask(world.request(2))).refusal?.code).toBe('rate_limited');
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Hello' });
  });

  it('is failed by the next turn of its session', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    const next = await world.ask(world.request(2));
    expect(next.events[0]).toMatchObject({ type: 'start', turnsUsed: 1 });
    expect(next.events.at(-1)).toMatchObject({ type: 'complete', turnsUsed: 1 });
    const { events } = await world.ask(world.request(1));
    expect(events).toMatchObject([{ type: 'error', code: 'attempts_exhausted' }]);
    expect(world.items('RES#')).toMatchObject([{ amount: USED_BY_HALF }, { amount: chargeOf(SCRIPTED_USAGE) }]);
    const spent = USED_BY_HALF + chargeOf(SCRIPTED_USAGE);
    expect(world.items('BUDGET#')).toMatchObject([{ committed: spent, spent, live: 0 }]);
  });

  it('resumes after it was parked, on top of its earlier usage', async () => {
    const world = await createWorld([HALF, [{ fail: 'refused' }], HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    const found = await world.deps.turns.find({ ...world.ref, turnId: turnId(1) });
    expect(await parkTurn({ ...world.ref, turnId: turnId(1) }, found as never, world.deps)).toBe(true);
    expect(world.items('RES#')).toMatchObject([{ state: 'expired' }]);
    const [parked] = world.items('BUDGET#');
    expect(parked).toMatchObject({ committed: parked?.['spent'], live: 0 });
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'model_refused' });
    expect(world.items('BUDGET#')).toMatchObject([{ committed: parked?.['spent'], spent: parked?.['spent'], live: 0 }]);
  });

  it('ends when its session has expired meanwhile', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(IDLE_MS);
    const { events } = await world.ask(world.request(1));
    expect(events).toMatchObject([{ type: 'error', code: 'session_expired' }]);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled' }]);
  });

  it('fails after eight attempts', async () => {
    const world = await createWorld([HALF]);
    for (let attempts = 1; attempts <= 8; attempts += 1) {
      await dieInMidTurn(world, world.request(1));
      await world.clock.advance(15_000);
    }
    const { events } = await world.ask(world.request(1));
    expect(events).toMatchObject([{ type: 'error', code: 'attempts_exhausted' }]);
    expect(world.model.calls.length).toBe(8);
  });
});
