import { describe, expect, it } from 'vitest';
import { createDynamoRates } from '#adapters/dynamodb/rates';
import type { ModelStep } from '#testing/scripted-model';
import { createExternalLoopWorld, PERSON } from '#testing/simulation/external-loop-world';
import { createWorld, dieInMidTurn, HELLO, turnId } from '#testing/simulation/turn-world';
import { abortTurn } from './abort-turn.ts';
import { makeRoom } from './make-room.ts';

const MINUTE = 60_000;
const HALF: readonly ModelStep[] = [{ text: 'Half' }, { hang: true }];
/** With it, a preflight holds 10,712 tokens. 14 of them leave 32 of 150,000. */
const LONG = 'x'.repeat(31_823);

const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

/** A month that 14 preflights, which were never recorded, have filled. */
async function createFullMonth() {
  const world = await createExternalLoopWorld();
  for (let asked = 1; asked <= 14; asked += 1) await world.preflight(undefined, LONG);
  return world;
}

describe('preflights that were never recorded', () => {
  it('refuse a question while their holds are alive', async () => {
    const world = await createFullMonth();
    await world.clock.advance(20 * MINUTE - 1);
    expect(await codeOf(world.turn(turnId(1)).next())).toBe('budget_exhausted');
    expect(world.items('RES#').filter(({ state }) => state === 'held')).toHaveLength(14);
  });

  it('make room for a question once their holds are dead, without the sweeper', async () => {
    const world = await createFullMonth();
    await world.clock.advance(20 * MINUTE + 500);
    const frames = await Array.fromAsync(world.turn(turnId(1)));
    expect(frames.map(({ event }) => event.type)).toEqual(['start', 'chunk', 'chunk', 'complete']);
    expect(world.items('RES#').filter(({ state }) => state === 'expired')).toHaveLength(14);
    expect(world.ledger()).toEqual(world.ledger().map(({ due }) => ({ kept: due, due })));
  });

  it('make room for another preflight once their holds are dead', async () => {
    const world = await createFullMonth();
    expect(await codeOf(world.preflight(undefined, LONG))).toBe('budget_exhausted');
    await world.clock.advance(20 * MINUTE);
    expect(await codeOf(world.preflight(undefined, LONG))).toBe('done');
    expect(world.ledger()).toEqual(world.ledger().map(({ due }) => ({ kept: due, due })));
  });
});

describe('dead holds', () => {
  it('make room also when a stop has left a turn with their id', async () => {
    const world = await createFullMonth();
    for (const { sessionId, turnId: id } of world.items('RES#') as { sessionId: string; turnId: string }[]) {
      const ref = { sub: PERSON, kind: 'game_coach', sessionId, turnId: id };
      await abortTurn(ref, { ...world.deps, rates: createDynamoRates(world.storage) }, true);
    }
    await world.clock.advance(20 * MINUTE + 500);
    expect((await Array.fromAsync(world.turn(turnId(1)))).at(-1)?.event.type).toBe('complete');
  });

  it('make room also when there are more than one transaction takes', async () => {
    const world = await createExternalLoopWorld();
    const text = 'x'.repeat(17_400); // 25 of these hold 147,625 tokens of 150,000
    const { sessionId } = await world.preflight(undefined, text);
    for (let asked = 2; asked <= 25; asked += 1) await world.preflight(sessionId, text);
    await world.clock.advance(20 * MINUTE);
    expect((await world.preflight(sessionId, 'x'.repeat(435_000))).estimatedTokens).toBeGreaterThan(145_000);
    expect(world.ledger()).toEqual(world.ledger().map(({ due }) => ({ kept: due, due })));
  });

  it('make room for two requests at the same time', async () => {
    const world = await createFullMonth();
    await world.clock.advance(20 * MINUTE);
    const asking = Promise.all([world.preflight(undefined, LONG), world.preflight(undefined, LONG)]);
    await world.clock.advance(5_000);
    expect(await asking).toHaveLength(2);
    expect(world.ledger()).toEqual(world.ledger().map(({ due }) => ({ kept: due, due })));
  });
});

describe('a turn whose producer died and whose hold fills the month', () => {
  const createBigWorld = (second = HELLO) =>
    createWorld([HALF, second, HELLO], {
      limits: { maxTokens: 60_000, maxSteps: 2, windowMessages: 4, turnLimit: null, idleMs: null },
      open: () => ({ answers: 0 }),
    });

  it('refuses a turn of another session only until its lease and grace have passed', async () => {
    const world = await createBigWorld();
    await dieInMidTurn(world, world.request(1));
    const [turn] = world.items('TURN#');
    await world.clock.advance(Number(turn?.['leaseUntil']) + 2_000 - world.clock.now());
    expect(await codeOf(world.start(world.opening(2)).next())).toBe('budget_exhausted');
    await world.clock.advance(1);
    expect((await world.ask(world.opening(2))).events.at(-1)).toMatchObject({ type: 'complete' });
    expect(world.items('TURN#')).toMatchObject([{ state: 'parked' }, { state: 'completed' }]);
    expect(world.items('RES#')).toMatchObject([{ state: 'expired', amount: 5 + 2 }, { state: 'settled' }]);
    expect(world.items('TURN#')[0]).toMatchObject({ dueAt: '2026-11-21T10:15:00.000Z' }); // in 15 minutes
    expect(world.items('SESSION#')[0]).toMatchObject({ parkedTurn: turnId(1) });
  });

  it('continues also when a request has read the turn before it was claimed, and its budget after', async () => {
    const world = await createBigWorld();
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    const { load } = world.deps.turns;
    let reads = 0;
    world.deps.turns = {
      ...world.deps.turns,
      load: async (request) => {
        const loaded = await load(request);
        reads += 1;
        if (reads > 1 || !loaded.session) return loaded;
        return { ...loaded, turn: undefined, reservation: undefined, session: { ...loaded.session, activeTurn: null } };
      },
    };
    expect((await world.ask(world.request(1))).events.at(-1)).toMatchObject({ type: 'complete' });
  });

  it('continues after the turn that took its room', async () => {
    const world = await createBigWorld();
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    expect((await world.ask(world.opening(2))).events.at(-1)).toMatchObject({ type: 'complete' });
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Hello' });
    const [budget] = world.items('BUDGET#');
    expect(budget).toMatchObject({ committed: budget?.['spent'], live: 0 });
  });

  it('makes room for a parked turn that continues', async () => {
    const world = await createBigWorld(HALF);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    await dieInMidTurn(world, world.opening(2)); // parks turn 1
    await world.clock.advance(15_000);
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Hello' });
    expect(world.items('TURN#')).toMatchObject([{ state: 'completed' }, { state: 'parked' }]);
  });

  it('does not lose its own hold when it asks for room itself', async () => {
    const world = await createBigWorld();
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    const need = { ref: { ...world.ref, turnId: turnId(1) }, period: '2026-11', tokens: 50_000, limit: 100_000 };
    expect(await makeRoom(need, world.deps)).toBe(false);
    expect(world.items('TURN#')).toMatchObject([{ state: 'running' }]);
  });
});
