import { describe, expect, it } from 'vitest';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import { createWorld, dieInMidTurn, HELLO, turnId } from '#testing/simulation/turn-world';
import { sweep } from './sweep.ts';

const PARK_MS = 15 * 60_000;
/** A turn that is due is read up to this much earlier. */
const DUE_STEP_MS = 30_000;
const HALF = [{ text: 'Half' }, { hang: true as const }];
const NOTHING = {
  parked: 0,
  givenUp: 0,
  released: 0,
  sessionsExpired: 0,
  sessionsRemoved: 0,
  generationsFailed: 0,
  ordersStarted: 0,
  left: 0,
  isWhole: true,
};

async function createSweptWorld(scripts: Parameters<typeof createWorld>[0] = [HALF, HELLO]) {
  const world = await createWorld(scripts);
  const due = createDynamoDue(world.storage);
  const run = (dryRun = false) => sweep({ dryRun, deadline: new AbortController().signal }, { ...world.deps, due });
  /** Simulates the death of turn 1's producer. */
  const die = async () => {
    const producer = world.start(world.request(1));
    await producer.next();
    world.dynamo.hooks.beforeApply = () => new Promise(() => {});
    await world.clock.advance(1_500);
    delete world.dynamo.hooks.beforeApply;
  };
  return { ...world, run, die };
}

/** A session in which nothing happens, for half a minute. */
const createOtherSession = ({ sessions, ref, clock }: Awaited<ReturnType<typeof createSweptWorld>>) =>
  sessions.create({
    ref: { ...ref, sessionId: turnId(9) },
    now: clock.now(),
    expiresAt: isoOf(clock.now() + 30_000),
    state: { answers: 0 },
    messages: [],
    rate: { window: 'sessions#now', limit: 10, endsAt: clock.now() + 1_000 },
  });

describe('the sweeper', () => {
  it('leaves items alone that are alive, over or not due', async () => {
    const world = await createSweptWorld([[{ waitMs: 60_000 }, ...HELLO]]);
    const reading = Array.fromAsync(world.start(world.request(1)));
    await world.clock.advance(40_000);
    expect(await world.run()).toMatchObject({ ...NOTHING, left: expect.any(Number) });
    await world.clock.advance(40_000);
    expect((await reading).at(-1)?.event.type).toBe('complete');
    expect(await world.run()).toEqual(NOTHING);
  });

  it('parks a turn within eighty seconds after its producer died, settles its usage and frees its session', async () => {
    const world = await createSweptWorld();
    await world.die();
    await world.clock.advance(60_000);
    expect(await world.run(true)).toEqual({ ...NOTHING, parked: 1 });
    expect(world.items('TURN#')).toMatchObject([{ state: 'running' }]);
    expect(await world.run()).toEqual({ ...NOTHING, parked: 1 });
    expect(world.items('TURN#')).toMatchObject([{ state: 'parked' }]);
    expect(world.items('SESSION#')[0]).toMatchObject({ parkedTurn: turnId(1) });
    expect(world.items('SESSION#')[0]).not.toHaveProperty('activeTurn');
    const [budget] = world.items('BUDGET#');
    expect(budget).toMatchObject({ committed: budget?.['spent'], live: 0 });
    expect(await world.run()).toEqual(NOTHING);
  });

  it('fails a parked turn that was not requested again, and a second sweep changes nothing', async () => {
    const world = await createSweptWorld();
    await world.die();
    await world.clock.advance(60_000);
    await world.run();
    await world.clock.advance(PARK_MS - DUE_STEP_MS);
    expect(await world.run()).toMatchObject({ givenUp: 0 });
    await world.clock.advance(DUE_STEP_MS);
    expect(await world.run()).toMatchObject({ givenUp: 1 });
    const after = JSON.stringify(world.items(''));
    await world.run();
    expect(JSON.stringify(world.items(''))).toBe(after);
    expect((await world.ask(world.request(1))).events).toMatchObject([{ type: 'error', code: 'attempts_exhausted' }]);
  });

  it('ends a turn as stopped, with its text, when a stop was asked for before its producer died', async () => {
    const world = await createSweptWorld();
    await dieInMidTurn(world, world.request(1));
    const ref = { ...world.ref, turnId: turnId(1) };
    expect(await world.deps.turns.requestStop(ref, 1, world.clock.now())).toBe(true);
    await world.clock.advance(60_000);
    expect(await world.run()).toEqual({ ...NOTHING, givenUp: 1 });
    expect((await world.ask(world.request(1))).events).toMatchObject([{ type: 'aborted', aiResponse: 'Half' }]);
  });

  it('does what else is due when one item fails, and counts what it has done', async () => {
    const world = await createSweptWorld();
    await world.die();
    await createOtherSession(world);
    await world.clock.advance(60 * 60_000);
    const { turns } = world.deps;
    const away = () => Promise.reject(new CoachError('dependency_unavailable', 'down'));
    world.deps.turns = { ...turns, find: away };
    // The session and the hold of the dead turn are due, too, and left to the turn.
    expect(await world.run()).toEqual({ ...NOTHING, sessionsExpired: 1, left: 3 });
    expect(world.telemetry.counts.get('Swept')).toBe(4);
    world.deps.turns = turns;
    expect(await world.run()).toMatchObject({ parked: 1 });
  });

  it('marks a session as expired after its expiry', async () => {
    const world = await createSweptWorld();
    await world.clock.advance(2 * 60 * 60_000);
    expect(await world.run()).toMatchObject({ sessionsExpired: 1 });
    expect(world.items('SESSION#')).toMatchObject([{ status: 'expired' }]);
  });

  it('starts the job of a lost order and retries later when that fails', async () => {
    const world = await createSweptWorld([[{ text: 'Goodbye' }]]);
    const { jobs } = world.deps;
    world.deps.jobs = { start: () => Promise.reject(new Error('down')) };
    await world.ask(world.request(1));
    await world.clock.advance(120_000);
    expect(await world.run()).toMatchObject({ ordersStarted: 1 });
    expect(world.items('build#')).toMatchObject([{ attempts: 1 }]);
    expect(await world.run()).toEqual(NOTHING);
    world.deps.jobs = { start: (order) => world.clock.sleep(400).then(() => jobs.start(order)) };
    await world.clock.advance(120_000);
    // The sweeper waits for it, because its function stops afterwards.
    const swept = world
      .run()
      .then(({ ordersStarted }) => [ordersStarted, world.started.length, world.items('build#').length]);
    await world.clock.advance(1_000);
    expect(await swept).toEqual([1, 1, 0]);
  });

  it('only counts orders and expired sessions in a dry run', async () => {
    const world = await createSweptWorld([[{ text: 'Goodbye' }]]);
    world.deps.jobs = { start: () => Promise.reject(new Error('down')) };
    await world.ask(world.request(1));
    await createOtherSession(world);
    await world.clock.advance(60 * 60_000);
    const before = JSON.stringify(world.items(''));
    expect(await world.run(true)).toEqual({ ...NOTHING, ordersStarted: 1, sessionsExpired: 1 });
    expect(JSON.stringify(world.items(''))).toBe(before);
    expect(await world.run()).toEqual({ ...NOTHING, ordersStarted: 1, sessionsExpired: 1 });
  });

  it('waits twice as long before each retry of an order, up to half an hour', async () => {
    const world = await createSweptWorld([[{ text: 'Goodbye' }]]);
    world.deps.jobs = { start: () => Promise.reject(new Error('down')) };
    await world.ask(world.request(1));
    const dueAt = () => Date.parse(String(world.items('build#')[0]?.['dueAt']));
    const minutes: number[] = [];
    for (let attempts = 1; attempts <= 7; attempts += 1) {
      await world.clock.advance(dueAt() - world.clock.now());
      expect(await world.run()).toMatchObject({ ordersStarted: 1 });
      minutes.push((dueAt() - world.clock.now()) / 60_000);
    }
    expect(minutes).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it('stops at its deadline and reports an incomplete sweep', async () => {
    const world = await createSweptWorld();
    await world.die();
    await world.clock.advance(60_000);
    const due = createDynamoDue(world.storage);
    expect(await sweep({ dryRun: false, deadline: AbortSignal.abort() }, { ...world.deps, due })).toMatchObject({
      isWhole: false,
    });
    expect(world.items('TURN#')).toMatchObject([{ state: 'running' }]);
  });
});
