import { describe, expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { chargeOf } from '#contract/usage';
import { CoachError } from '#ports/errors';
import { abortTurn } from '#services/abort-turn';
import { passing } from '#testing/manual-clock';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { createWorld, dieInMidTurn, HELLO, IDLE_MS, SUB, turnId, type World } from '#testing/simulation/turn-world';
import { messageRate } from '../rates.ts';
import { parkTurn } from './close-turn.ts';
import { WHOLE_FOLLOW_WEIGHT } from './parameters.ts';
import type { TurnRequest } from './turn-request.ts';

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
    expect(world.items('MSG#').map(({ role, seq }) => [role, seq])).toEqual([
      ['user', 0],
      ['assistant', 1],
    ]);
    const [asked, askedAgain] = world.model.calls.map(({ request }) => request.messages);
    expect(askedAgain).toEqual(asked);
  });

  it('is taken over by one of two followers; the other follows on, and its follow is not counted again', async () => {
    const world = await createWorld([HALF, [{ text: 'Hel' }, { waitMs: 3_000 }, { text: 'lo' }]]);
    await dieInMidTurn(world, world.request(1));
    const readers = [readAlong(world, world.request(1)), readAlong(world, world.request(1))];
    await world.clock.advance(30_000);
    for (const { frames, ended } of readers) {
      await ended;
      expect(typesOf(frames)).toEqual(['start', 'chunk', 'reset', 'start', 'chunk', 'chunk', 'complete']);
    }
    expect(world.model.calls).toHaveLength(2);
    expect(world.items('RATE#follows')).toMatchObject([{ count: 2 * WHOLE_FOLLOW_WEIGHT }]);
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

  it.each(['living', 'dead'])(
    'counts as a turn when its %s second producer is stopped before it shows anything',
    async (second) => {
      const world = await createWorld([HALF, [{ hang: true }]]);
      await dieInMidTurn(world, world.request(1));
      await world.clock.advance(15_000);
      if (second === 'dead') await dieInMidTurn(world, world.request(1));
      else void readAlong(world, world.request(1));
      await world.clock.advance(300);
      const stopping = abortTurn(world.request(1).ref, world.deps);
      expect(await passing(world.clock, stopping)).toMatchObject({ status: 'aborted', text: '' });
      expect(world.items('TURN#')).toMatchObject([{ state: 'aborted' }]);
      expect(world.items('SESSION#')).toMatchObject([{ turnsUsed: 1 }]);
    },
  );

  it('is failed by the next turn of its session', async () => {
    const world = await createWorld([HALF, HELLO]);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    const next = await world.ask(world.request(2));
    expect(world.telemetry.counts.get('TurnsParked')).toBe(1);
    expect(next.events[0]).toMatchObject({ type: 'start', turnsUsed: 1 });
    expect(next.events.at(-1)).toMatchObject({ type: 'complete', turnsUsed: 1 });
    const { frames } = await world.ask(world.request(1));
    const error = { type: 'error', code: 'attempts_exhausted' };
    expect(frames).toMatchObject([{ id: { epoch: 2, seq: 1 }, event: error }]);
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

  it('ends with the refusal of its coach, because it was accepted once', async () => {
    let isRefused = false;
    const check = () => {
      if (isRefused) throw new CoachError('validation_failed', 'the game is gone');
    };
    const world = await createWorld([HALF, HELLO], { check });
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    isRefused = true;
    const { events } = await world.ask(world.request(1));
    expect(events).toMatchObject([{ type: 'error', code: 'validation_failed' }]);
    expect(world.items('BUDGET#')).toMatchObject([{ committed: USED_BY_HALF, spent: USED_BY_HALF, live: 0 }]);
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

  it('is charged in the month in which it began, when the next month has begun', async () => {
    const world = await createWorld([HALF, HELLO], { open: () => ({ answers: 0 }) });
    await world.clock.advance(Date.parse('2026-11-30T23:59:50Z') - world.clock.now());
    await dieInMidTurn(world, world.opening(1));
    await world.clock.advance(15_000);
    expect((await world.ask(world.opening(1))).events.at(-1)).toMatchObject({ type: 'complete' });
    const spent = USED_BY_HALF + chargeOf(SCRIPTED_USAGE);
    expect(world.items('BUDGET#')).toMatchObject([{ sk: 'BUDGET#2026-11', committed: spent, spent, live: 0 }]);
  });
});
