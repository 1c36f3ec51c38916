import { describe, expect, it } from 'vitest';
import { COACHES } from '#contract/coaches';
import { CoachError } from '#ports/errors';
import { mortalWorker } from '#testing/mortal-worker';
import type { PictureStep } from '#testing/scripted-pictures';
import {
  createPromptWorld,
  generationIdOf,
  ME,
  type PromptWorld,
  type PromptWorldOptions,
  says,
  turnIdOf,
} from '#testing/simulation/prompt-world';
import { pictureKeys } from './picture-keys.ts';

const FOX = {
  description: 'A sleepy orange fox holds a teal cup with both paws.',
  subject: 'fox',
  emotion: 'sleepy',
};
const ORDER = { sub: ME, generationId: generationIdOf(1) };
const rawOf = (place: number) => pictureKeys(ME, `${generationIdOf(1)}-${place}`).raw;

async function ordered(count: number, pictures: readonly PictureStep[] = [{}], options: PromptWorldOptions = {}) {
  const world = await createPromptWorld({ answers: [says('Here.', FOX)], pictures, ...options });
  await world.start();
  expect((await world.generate({ count })).status).toBe(202);
  return world;
}

const used = (world: PromptWorld, period = '2026-11') => world.deps.generations.used(ME, period);
const activeIn = ({ deps }: PromptWorld) =>
  deps.generations.activeIn({ sub: ME, kind: COACHES.promptCoach.kind, sessionId: turnIdOf(1) });

it('makes the pictures of an order, each with its own seed, and a pack for an emote', async () => {
  const world = await ordered(3);
  expect(await world.makeAll()).toBe('succeeded');
  const { requests } = world.deps.pictures;
  expect(new Set(requests.map(({ seed }) => seed)).size).toBe(3);
  expect(requests[0]).toMatchObject({ width: 112, height: 112, isTransparent: true });
  const done = await world.generation();
  expect(done).toMatchObject({ status: 'succeeded', progress: 1 });
  expect(done.error).toBeUndefined();
  expect(done.assets).toHaveLength(3);
  const keys = [1, 2, 3].flatMap((place) => Object.values(pictureKeys(ME, `${generationIdOf(1)}-${place}`)));
  expect([...world.deps.objects.stored.keys()].sort()).toEqual([...keys].sort());
  expect([await used(world), await activeIn(world)]).toEqual([3, undefined]);
});

describe('a delivery that is repeated', () => {
  it('makes nothing when the order is done', async () => {
    const world = await ordered(1);
    await world.makeAll();
    expect(await world.finish(world.deliver())).toBe('over');
    expect(world.deps.pictures.requests).toHaveLength(1);
  });

  it('is retried later while another worker makes the pictures', async () => {
    const world = await ordered(1, [{ waitMs: 40_000 }]);
    const first = world.deliver();
    await world.clock.advance(20_000);
    expect(await world.deliver()).toMatchObject({ code: 'generation_in_progress' });
    expect(await world.finish(first)).toBe('succeeded');
    expect(world.deps.pictures.requests).toHaveLength(1);
  });

  it('asks for the missing picture only, with the seed of the first attempt', async () => {
    const world = await ordered(2, [{}, { fail: 'busy' }, {}]);
    expect(await world.finish(world.deliver())).toMatchObject({ kind: 'busy' });
    expect((await world.generation()).assets).toHaveLength(1);
    expect(await world.makeAll()).toBe('succeeded');
    const seeds = world.deps.pictures.requests.map(({ seed }) => seed);
    expect([seeds.length, seeds[1] === seeds[2], seeds[0] === seeds[1]]).toEqual([3, true, false]);
    expect((await world.generation()).assets).toHaveLength(2);
  });
});

describe('a worker that dies', () => {
  it.each([
    ['before', false],
    ['after', true],
  ])(
    '%s any of its calls loses no picture, asks for none twice that was stored, and charges once',
    async (_, isDone) => {
      const places: string[] = [];
      for (let diesAt = 1; ; diesAt += 1) {
        const world = await ordered(2);
        const { generations, objects, pictures } = world.deps;
        const dying = mortalWorker({ generations, objects, pictures }, { diesAt, isDone });
        const first = world.deliver(dying.ports);
        await world.clock.advance(1_000);
        const where = dying.diedAt();
        if (where === undefined) {
          await world.finish(first);
          break;
        }
        places.push(where);
        await world.clock.advance(16_000);
        const outcome = await world.makeAll();
        expect([where, outcome]).toEqual([where, where === 'generations.end' && isDone ? 'over' : 'succeeded']);
        const { status, assets } = await world.generation();
        expect([where, status, assets.length]).toEqual([where, 'succeeded', 2]);
        expect([where, await used(world), await activeIn(world)]).toEqual([where, 2, undefined]);
        // The answer of a call during which the worker dies cannot have been stored.
        const isAnswerLost = (where === 'pictures.draw' && isDone) || (where === 'objects.put' && !isDone);
        expect(world.deps.pictures.requests.length).toBeLessThanOrEqual(isAnswerLost ? 3 : 2);
        const seeds = world.deps.pictures.requests.map(({ seed }) => seed);
        expect(new Set(seeds).size).toBe(2);
      }
      expect(new Set(places)).toEqual(
        new Set([
          'generations.claim',
          'objects.read',
          'pictures.draw',
          'objects.put',
          'generations.record',
          'generations.end',
        ]),
      );
    },
  );
});

describe('an attempt that is interrupted', () => {
  it('leaves the rest to the next attempt, which asks the model for nothing that is stored', async () => {
    for (const failing of [1, 2, 3]) {
      const world = await ordered(1);
      let puts = 0;
      const put: typeof world.deps.objects.put = async (object) => {
        puts += 1;
        if (puts === failing) throw new CoachError('dependency_unavailable', 'as told');
        await world.deps.objects.put(object);
      };
      const objects = { ...world.deps.objects, put };
      expect(await world.finish(world.deliver({ objects }))).toMatchObject({ code: 'dependency_unavailable' });
      expect(await world.makeAll()).toBe('succeeded');
      expect(world.deps.pictures.requests).toHaveLength(failing === 1 ? 2 : 1);
      expect(await used(world)).toBe(1);
    }
  });

  it('stores nothing when the lease is lost meanwhile', async () => {
    const world = await ordered(1, [{ waitMs: 30_000 }, {}]);
    const generations = { ...world.deps.generations, renew: async () => false };
    const late = world.deliver({ generations });
    await world.clock.advance(6_000);
    expect(await world.finish(late)).toMatchObject({ name: 'fenced' });
    expect(world.deps.objects.stored.has(rawOf(1))).toBe(false);
    await world.clock.advance(16_000);
    expect(await world.makeAll()).toBe('succeeded');
    expect(await used(world)).toBe(1);
  });
});

describe('a picture that cannot be made', () => {
  it('fails at once and alone when its description is refused, and is given back', async () => {
    const world = await ordered(3, [{}, { fail: 'refused' }, {}]);
    expect(await world.finish(world.deliver())).toBe('succeeded');
    expect(world.deps.pictures.requests).toHaveLength(3);
    const done = await world.generation();
    expect(done).toMatchObject({ status: 'succeeded', count: 3, error: { code: 'model_refused', failed: 1 } });
    expect(done.assets).toHaveLength(2);
    expect(await used(world)).toBe(2);
  });

  it('fails after three attempts, and is given back once to the month that it was taken from', async () => {
    const world = await createPromptWorld({ answers: [says('Here.', FOX)], pictures: [{ fail: 'busy' }] });
    await world.clock.advance(Date.parse('2026-11-30T23:58:00Z') - world.clock.now());
    await world.start();
    await world.generate({ count: 2 });
    expect(await used(world)).toBe(2);
    await world.clock.advance(5 * 60_000);
    expect(await world.makeAll()).toBe('failed');
    expect(world.deps.pictures.requests).toHaveLength(6);
    expect(await world.finish(world.deliver())).toBe('over');
    expect([await used(world, '2026-11'), await used(world, '2026-12')]).toEqual([0, 0]);
    expect(await world.generation()).toMatchObject({
      status: 'failed',
      error: { code: 'model_unavailable', failed: 2 },
    });
    expect(await activeIn(world)).toBeUndefined();
  });

  it('is not asked for again by a later attempt at the others', async () => {
    const world = await ordered(2, [{ fail: 'refused' }, { fail: 'busy' }, {}]);
    expect(await world.makeAll()).toBe('succeeded');
    expect(world.deps.pictures.requests).toHaveLength(3);
    expect((await world.generation()).error).toMatchObject({ code: 'model_refused', failed: 1 });
  });

  it('is given up after its time when the model hangs, and asked for again', async () => {
    const world = await ordered(1, [{ draw: 'hang' }, {}]);
    expect(await world.finish(world.deliver())).toMatchObject({ code: 'deadline_exceeded' });
    expect(await world.makeAll()).toBe('succeeded');
  });

  it('is not begun when the deadline has passed', async () => {
    const world = await ordered(1);
    await world.clock.advance(15 * 60_000);
    expect(await world.finish(world.deliver())).toBe('failed');
    expect(world.deps.pictures.requests).toEqual([]);
    expect(await world.generation()).toMatchObject({ status: 'failed', error: { code: 'deadline_exceeded' } });
    expect(await used(world)).toBe(0);
  });
});

it('goes on with an order whose session was deleted meanwhile', async () => {
  const world = await ordered(1);
  expect((await world.api('DELETE', `/coach/sessions/${turnIdOf(1)}`)).status).toBe(204);
  expect(await world.makeAll()).toBe('succeeded');
  expect((await world.api('GET', '/coach/assets')).body.assets).toHaveLength(1);
  expect(await world.deps.generations.get(ORDER)).toMatchObject({ state: 'succeeded' });
});
