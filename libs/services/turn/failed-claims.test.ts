import { describe, expect, it } from 'vitest';
import { chargeOf } from '#contract/usage';
import { CoachError } from '#ports/errors';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { becomes, createWorld, dieInMidTurn, HELLO, type World } from '#testing/simulation/turn-world';
import { estimateInput } from '../metering/estimate.ts';
import { parkTurn } from './close-turn.ts';

type Tier = 'free' | 'pro' | 'studio';

async function createTier(tier: Tier, scripts: Parameters<typeof createWorld>[0] = [HELLO, HELLO, HELLO]) {
  const world = await createWorld(scripts);
  await becomes(world, { tier });
  return world;
}

/** Another request claims the same turn first, at the moment when this one wants to. */
function losesItsClaim(world: World, whenAsked: () => Promise<unknown>): void {
  const { claim } = world.deps.turns;
  world.deps.turns = {
    ...world.deps.turns,
    claim: async (wanted) => {
      world.deps.turns.claim = claim;
      await whenAsked();
      return claim(wanted);
    },
  };
}

const inputOf = (world: World, call: number) => estimateInput(world.model.calls[call]?.request as never);
const ANSWER = chargeOf(SCRIPTED_USAGE);

describe('a model request that was sent beside a claim which failed', () => {
  it.each(['pro', 'studio'] as const)(
    'is charged by its input to a user of tier %s, and is cancelled',
    async (tier) => {
      const world = await createTier(tier);
      losesItsClaim(world, () => Array.fromAsync(world.start(world.request(1))));
      const { events } = await world.ask(world.request(1));
      expect(events.at(-1)?.type).toBe('complete');
      expect(world.model.calls).toHaveLength(2);
      expect(world.model.calls[0]?.wasAborted()).toBe(true);
      expect(world.items('RES#').map(({ state, amount }) => [state, amount])).toEqual(
        expect.arrayContaining([
          ['settled', ANSWER],
          ['settled', inputOf(world, 0)],
        ]),
      );
      const total = ANSWER + inputOf(world, 0);
      expect(world.items('BUDGET#')).toMatchObject([{ committed: total, spent: total, live: 0 }]);
      // An alarm divides them.
      const counted = ['ClaimsPassed', 'RequestsOfFailedClaims'].map((metric) => world.telemetry.counts.get(metric));
      expect(counted).toEqual([1, 1]);
    },
  );

  it('is charged when storage did not answer the claim', async () => {
    const world = await createTier('pro');
    losesItsClaim(world, () => Promise.reject(new CoachError('dependency_unavailable', 'no answer')));
    expect((await world.ask(world.request(1))).refusal?.code).toBe('dependency_unavailable');
    expect(world.items('BUDGET#')).toMatchObject([{ spent: inputOf(world, 0) }]);
    expect(world.model.calls[0]?.wasAborted()).toBe(true);
  });

  it('is paid by its turn when the claim had passed although its answer was lost', async () => {
    const world = await createTier('pro');
    const { claim } = world.deps.turns;
    world.deps.turns = {
      ...world.deps.turns,
      claim: async (wanted) => {
        await claim(wanted);
        throw new CoachError('dependency_unavailable', 'no answer');
      },
    };
    expect((await world.ask(world.request(1))).refusal?.code).toBe('dependency_unavailable');
    expect(world.items('RES#')).toHaveLength(1);
  });

  it('is not sent again beside a second claim of the same request', async () => {
    const world = await createTier('pro', [HELLO, HELLO]);
    const { claim } = world.deps.turns;
    let claims = 0;
    const asked: number[] = [];
    world.deps.turns = {
      ...world.deps.turns,
      claim: async (wanted) => {
        claims += 1;
        asked.push(world.model.calls.length);
        return claims < 3 ? false : claim(wanted);
      },
    };
    expect((await world.ask(world.request(1))).events.at(-1)?.type).toBe('complete');
    expect(asked).toEqual([1, 1, 1]);
    expect(world.model.calls).toHaveLength(2);
  });

  it('is tried again when its charge is not answered, and then reported', async () => {
    const world = await createTier('pro');
    let tries = 0;
    world.deps.turns = {
      ...world.deps.turns,
      claim: async () => {
        throw new CoachError('dependency_unavailable', 'down');
      },
      chargeLost: async () => {
        tries += 1;
        throw new CoachError('dependency_unavailable', 'down');
      },
    };
    expect((await world.ask(world.request(1))).refusal?.code).toBe('dependency_unavailable');
    expect(tries).toBe(3);
    expect(world.telemetry.lines.map(({ message }) => message)).toContain('lost usage was not charged');
  });
});

describe('a claim beside which the model may not be asked', () => {
  it('sends nothing for a free user when it fails, and asks at once when it passes', async () => {
    const world = await createTier('free');
    losesItsClaim(world, () => Array.fromAsync(world.start(world.request(1))));
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)?.type).toBe('complete');
    expect(world.model.calls).toHaveLength(1);
    expect(world.items('RES#')).toHaveLength(1);
  });

  it('sends nothing for a parked turn when it fails', async () => {
    const world = await createTier('pro', [[{ text: 'Half' }, { hang: true }], HELLO]);
    const { ref } = world.request(1);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(15_000);
    expect(await parkTurn(ref, (await world.deps.turns.find(ref)) as never, world.deps)).toBe(true);
    losesItsClaim(world, () => Array.fromAsync(world.start(world.request(1))));
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)?.type).toBe('complete');
    expect(world.model.calls).toHaveLength(2); // the dead producer's and the winner's
    expect(world.items('RES#')).toHaveLength(1);
  });
});
