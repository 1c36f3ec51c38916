import { describe, expect, it } from 'vitest';
import { createDynamoDue } from '#adapters/dynamodb/due-items';
import { createWorld, HELLO, IDLE_MS, turnId } from '#testing/simulation/turn-world';
import { sweep } from './sweep.ts';

const HALF = [{ text: 'Half' }, { hang: true as const }];
const NOTHING = { parked: 0, givenUp: 0, released: 0, sessionsExpired: 0, ordersStarted: 0, left: 0, isWhole: true };

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
    await world.clock.advance(IDLE_MS);
    await world.clock.advance(16 * 60_000);
    expect(await world.run()).toMatchObject({ givenUp: 1 });
    const after = JSON.stringify(world.items(''));
    await world.run();
    expect(JSON.stringify(world.items(''))).toBe(after);
    expect((await world.ask(world.request(1))).events).toMatchObject([{ type: 'error', code: 'attempts_exhausted' }]);
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
    world.deps.jobs = jobs;
    await world.clock.advance(120_000);
    expect(await world.run()).toMatchObject({ ordersStarted: 1 });
    expect([world.started.length, world.items('build#').length]).toEqual([1, 0]);
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
