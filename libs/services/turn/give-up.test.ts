import { describe, expect, it } from 'vitest';
import { createWorld, dieInMidTurn, turnId } from '#testing/simulation/turn-world';
import { giveUp, parkIfDead } from './give-up.ts';

describe('giving up a turn whose producer has died silently', () => {
  it.each([
    { hasShown: true, turnsUsed: 1 },
    { hasShown: false, turnsUsed: 0 },
  ])('counts $turnsUsed turns when it was stopped and hasShown is $hasShown', async ({ hasShown, turnsUsed }) => {
    const world = await createWorld([[{ hang: true }]]);
    const ref = { ...world.ref, turnId: turnId(1) };
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    await giveUp(ref, { code: undefined, hasShown }, world.deps);

    expect((await world.deps.turns.find(ref)).turn).toMatchObject({ state: 'aborted' });
    expect(await world.sessions.get(world.ref)).toMatchObject({ turnsUsed });
  });
});

describe('parking a turn whose producer has died', () => {
  const stateOf = (world: Awaited<ReturnType<typeof createWorld>>) => world.items('TURN#').map(({ state }) => state);

  it('parks it once and counts it', async () => {
    const world = await createWorld([[{ hang: true }]]);
    const ref = { ...world.ref, turnId: turnId(1) };
    await dieInMidTurn(world, world.request(1));
    await expect(parkIfDead(ref, world.deps)).rejects.toMatchObject({
      code: 'turn_in_progress',
      details: { turnId: turnId(1) },
    });
    await world.clock.advance(15_000);
    for (let times = 0; times < 2; times += 1) await parkIfDead(ref, world.deps);
    expect(stateOf(world)).toEqual(['parked']);
    expect(world.telemetry.counts.get('TurnsParked')).toBe(1);
    expect(world.telemetry.dimensions.at(-1)).toEqual({ kind: ref.kind });
  });

  it('changes nothing when the turn is over or unknown, or was left without its session or hold', async () => {
    const world = await createWorld();
    await world.ask(world.request(1));
    await parkIfDead({ ...world.ref, turnId: turnId(1) }, world.deps);
    await parkIfDead({ ...world.ref, turnId: turnId(2) }, world.deps);
    expect(stateOf(world)).toEqual(['completed']);
    for (const part of ['session', 'reservation']) {
      const other = await createWorld([[{ hang: true }]]);
      const ref = { ...other.ref, turnId: turnId(1) };
      await dieInMidTurn(other, other.request(1));
      await other.clock.advance(15_000);
      const found = await other.deps.turns.find(ref);
      const turns = { ...other.deps.turns, find: async () => ({ ...found, [part]: undefined }) };
      await parkIfDead(ref, { ...other.deps, turns });
      await giveUp(ref, { code: undefined, hasShown: false }, { ...other.deps, turns });
      expect(stateOf(other)).toEqual(['running']);
    }
  });
});
