import { describe, expect, it } from 'vitest';
import { createDynamoUploads } from '#adapters/dynamodb/uploads';
// Loaded by the first turn with an image, which virtual time does not wait for.
import '#services/turn/turn-images';
import { add, countReads, keyOf, lastRequest, showing, told } from '#testing/simulation/image-turns';
import { becomes, createWorld, dieInMidTurn, HELLO, SUB, turnId, type World } from '#testing/simulation/turn-world';

describe('a turn whose images are refused', () => {
  it('names their fields, writes nothing but the count, and can be sent again', async () => {
    const world = await createWorld();
    add(world, 1);
    const before = JSON.stringify(world.items('').filter(({ sk }) => !String(sk).startsWith('RATE#')));
    const { refusal } = await world.ask(showing(world, 1, 1, 2));
    expect(refusal).toMatchObject({ code: 'validation_failed', details: { fields: [{ path: 'images.1' }] } });
    expect(JSON.stringify(world.items('').filter(({ sk }) => !String(sk).startsWith('RATE#')))).toBe(before);
    expect(world.items('RATE#images#')).toMatchObject([{ count: 1 }]);
    expect(world.items('RATE#messages#')).toEqual([]);
    add(world, 2);
    expect((await world.ask(showing(world, 1, 1, 2))).events.at(-1)?.type).toBe('complete');
  });

  it('reads no object for a key that is not an own upload', async () => {
    const world = await createWorld();
    const reads = countReads(world);
    const others = [keyOf(1).replace(SUB, 'another'), 'x'.repeat(1_024), 'ü'.repeat(600), ''];
    const body = { text: 'hi', images: others };
    expect((await world.ask(world.request(1, 'hi', { body }))).refusal).toMatchObject({
      code: 'validation_failed',
      details: { fields: others.map((_, place) => ({ path: `images.${place}` })) },
    });
    expect(reads).toEqual([]);
  });

  it('reads no object when it is refused for another reason', async () => {
    const world = await createWorld();
    add(world, 1);
    const reads = countReads(world);
    const body = { text: 'forbidden', images: [keyOf(1)] };
    expect((await world.ask(world.request(1, 'hi', { body }))).refusal?.code).toBe('validation_failed');
    expect(reads).toEqual([]);
  });

  it('fails with a code when there is no object store', async () => {
    const world = await createWorld();
    const { objects: _, ...deps } = world.deps;
    Object.assign(world.deps, { objects: undefined, ...deps });
    expect((await world.ask(showing(world, 1, 1))).refusal?.code).toBe('internal');
  });
});

describe('a finished turn with images', () => {
  it('is replayed without reading an object, also when the images are gone', async () => {
    const world = await createWorld();
    add(world, 1);
    const live = await world.ask(showing(world, 1, 1));
    await world.objects.remove([keyOf(1)]);
    await createDynamoUploads(world.storage).release(SUB, [keyOf(1)], `SESSION#coach_creator#${world.ref.sessionId}`);
    const reads = countReads(world);
    expect((await world.ask(showing(world, 1, 1))).frames).toEqual(live.frames);
    expect(reads).toEqual([]);
  });
});

it('a turn with images is taken over with them, which are not verified again', async () => {
  const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO]);
  add(world, 1);
  await dieInMidTurn(world, showing(world, 1, 1));
  await world.clock.advance(15_000);
  await createDynamoUploads(world.storage).release(SUB, [keyOf(1)], `SESSION#coach_creator#${world.ref.sessionId}`);
  const reads = countReads(world);
  expect((await world.ask(showing(world, 1, 1))).events.at(-1)?.type).toBe('complete');
  expect(told(lastRequest(world)?.messages)).toEqual([['hi', 1]]);
  expect(reads).toEqual(['1 first 3932160']);
});

describe('an image that cannot be read after the claim', () => {
  it.each([
    ['is gone', async (world: World) => world.objects.remove([keyOf(1)]), 'validation_failed'],
    ['does not arrive', async (world: World) => world.objects.failNext('read'), 'dependency_unavailable'],
  ])('ends its turn with an error and without a charge when it %s', async (_, harm, code) => {
    const world = await createWorld();
    add(world, 1);
    await world.ask(showing(world, 1, 1));
    await harm(world);
    const { events } = await world.ask(showing(world, 2, 1));
    expect(events.map(({ type }) => type)).toEqual(['start', 'error']);
    expect(events.at(-1)).toMatchObject({ code });
    expect(world.model.calls).toHaveLength(1);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled' }, { state: 'released', amount: 0 }]);
    expect((await world.ask(world.request(3))).events.at(-1)?.type).toBe('complete');
  });

  it('lets a stop end the turn while it is read', async () => {
    const world = await createWorld();
    add(world, 1);
    await world.ask(showing(world, 1, 1));
    const hanging = (_key: string, _range?: unknown, signal?: AbortSignal) =>
      new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
    world.deps.objects = { ...world.objects, read: hanging };
    const reading = Array.fromAsync(world.start(showing(world, 2, 1)));
    await world.clock.advance(2_000);
    const ref = { ...world.ref, turnId: turnId(2) };
    expect(await world.deps.turns.requestStop(ref, 1, world.clock.now())).toBe(true);
    await world.clock.advance(2_000);
    expect((await reading).at(-1)?.event.type).toBe('aborted');
    expect(world.model.calls).toHaveLength(1);
  });

  it('does not keep its turn from being decided again when the claim does not pass on a paid tier', async () => {
    const world = await createWorld();
    add(world, 1);
    await becomes(world, { tier: 'pro' });
    await world.ask(showing(world, 1, 1));
    const { claim } = world.deps.turns;
    world.deps.objects = {
      ...world.objects,
      read: (_key, _range, signal) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    };
    world.deps.turns = {
      ...world.deps.turns,
      claim: async () => {
        world.deps.turns = { ...world.deps.turns, claim };
        world.deps.objects = world.objects;
        return false;
      },
    };
    expect((await world.ask(showing(world, 2, 1))).events.at(-1)?.type).toBe('complete');
    expect(world.items('RES#')).toHaveLength(2);
  });

  it('is not read when the claim fails at once on a paid tier', async () => {
    const world = await createWorld();
    add(world, 1);
    await becomes(world, { tier: 'pro' });
    await world.ask(showing(world, 1, 1));
    const reads = countReads(world);
    world.deps.turns = {
      ...world.deps.turns,
      claim: async () => {
        throw new Error('storage is down');
      },
    };
    await expect(Array.fromAsync(world.start(showing(world, 2, 1)))).rejects.toThrow('storage is down');
    expect(reads).toEqual([]);
    expect(world.items('RES#')).toHaveLength(1);
  });

  it('charges nothing and is read no longer when the claim fails on a paid tier', async () => {
    const world = await createWorld();
    add(world, 1);
    await becomes(world, { tier: 'pro' });
    await world.ask(showing(world, 1, 1));
    const signals: (AbortSignal | undefined)[] = [];
    const { claim } = world.deps.turns;
    world.deps.objects = {
      ...world.objects,
      read: (_key, _range, signal) => {
        signals.push(signal);
        return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
      },
    };
    world.deps.turns = {
      ...world.deps.turns,
      claim: async () => {
        while (signals.length === 0) await new Promise((resolve) => setImmediate(resolve));
        throw new Error('storage is down');
      },
    };
    await expect(Array.fromAsync(world.start(showing(world, 2, 1)))).rejects.toThrow('storage is down');
    expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
    expect(world.items('RES#')).toHaveLength(1);
    world.deps.turns = { ...world.deps.turns, claim };
    world.deps.objects = world.objects;
    expect((await world.ask(showing(world, 2, 1))).events.at(-1)?.type).toBe('complete');
  });
});

it('verifies an image again when it was removed between the reads and the claim', async () => {
  const world = await createWorld();
  add(world, 1);
  await world.ask(showing(world, 1, 1));
  const uploads = createDynamoUploads(world.storage);
  const { claim } = world.deps.turns;
  world.deps.turns = {
    ...world.deps.turns,
    claim: async (wanted) => {
      await uploads.release(SUB, [keyOf(1)], `SESSION#coach_creator#${world.ref.sessionId}`);
      await world.objects.remove([keyOf(1)]);
      world.deps.turns = { ...world.deps.turns, claim };
      return claim(wanted);
    },
  };
  expect((await world.ask(showing(world, 2, 1))).refusal).toMatchObject({ code: 'validation_failed' });
});
