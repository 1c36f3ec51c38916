import { describe, expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { CoachError } from '#ports/errors';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { createWorld, dieInMidTurn, HELLO, IDLE_MS, turnId, type World } from '#testing/simulation/turn-world';
import { parkTurn } from './close-turn.ts';
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

  it('is stored sooner while a reader follows', async () => {
    const ticks = Array.from({ length: 30 }, () => [{ waitMs: 100 }, { text: 'x' }]).flat();
    const world = await createWorld([ticks]);
    const first = readAlong(world, world.request(1));
    const second = readAlong(world, world.request(1));
    await world.clock.advance(2_600);
    expect(first.frames.length - second.frames.length).toBeLessThanOrEqual(7);
    await world.clock.advance(5_000);
    await Promise.all([first.ended, second.ended]);
    expect(second.frames).toEqual(first.frames);
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
    expect(again.frames.at(-1)?.event).toMatchObject({ aiResponse: 'Hello' });
    const [budget] = world.items('BUDGET#');
    expect(budget?.['spent']).toBe(budget?.['committed']);
    expect(budget?.['spent']).toBeGreaterThan(SCRIPTED_USAGE.inputTokens + SCRIPTED_USAGE.outputTokens);
    expect(world.items('MSG#')).toHaveLength(2);
  });

  it('is failed by the next turn of its session', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    expect((await world.ask(world.request(2))).events.at(-1)).toMatchObject({ type: 'complete' });
    const { events } = await world.ask(world.request(1));
    expect(events).toMatchObject([{ type: 'error', code: 'attempts_exhausted' }]);
    const committed = world.items('RES#').reduce((sum, { amount }) => sum + Number(amount), 0);
    expect(world.items('BUDGET#')).toMatchObject([{ committed, spent: committed, live: 0 }]);
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
