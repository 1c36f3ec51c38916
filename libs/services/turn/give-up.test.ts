import { describe, expect, it } from 'vitest';
import { createWorld, dieInMidTurn, turnId } from '#testing/simulation/turn-world';
import { giveUp } from './give-up.ts';

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
