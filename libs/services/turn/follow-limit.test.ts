import { describe, expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import type { CoachError } from '#ports/errors';
import { createWorld, turnId, type World } from '#testing/simulation/turn-world';
import { FOLLOW_SEGMENT_MS, FOLLOWS_A_MINUTE } from './parameters.ts';
import { watchTurn } from './watch-turn.ts';

const LONG = [[{ text: 'One ' }, { waitMs: 20_000 }, { text: 'two.' }]];

/** A turn that runs, with the ways to read it. */
async function running() {
  const world = await createWorld(LONG);
  const producer = Array.fromAsync(world.start(world.request(1)));
  await world.clock.advance(2_000);
  return { ...world, producer };
}

const codeOf = (read: AsyncGenerator<Frame, unknown>) =>
  read.next().then(
    ({ value }) => (value as Frame | undefined)?.event.type,
    (error: CoachError) => error.code,
  );

const watch = (world: World, followMs?: number) =>
  watchTurn(world.deps, {
    ref: { ...world.ref, turnId: turnId(1) },
    cursor: undefined,
    deadline: world.deadline.signal,
    followMs,
    accept: () => undefined,
  });

const follow = (world: World, followMs?: number) => world.start(world.request(1), followMs);

const counted = ({ items }: World) => items('RATE#follows').map(({ count }) => count);

describe('the limit of follows', () => {
  it('refuses one more follow than a minute has, for both ways to follow, before the first event', async () => {
    const world = await running();
    for (let opened = 0; opened < FOLLOWS_A_MINUTE; opened += 2) {
      expect(await codeOf(follow(world, FOLLOW_SEGMENT_MS))).toBe('start');
      expect(await codeOf(watch(world, FOLLOW_SEGMENT_MS))).toBe('start');
    }
    const retryAfterMs = 60_000 - (world.clock.now() % 60_000);
    const refused = { code: 'rate_limited', retryAfterMs };
    await expect(follow(world, FOLLOW_SEGMENT_MS).next()).rejects.toMatchObject(refused);
    await expect(watch(world, FOLLOW_SEGMENT_MS).next()).rejects.toMatchObject(refused);
    expect(world.accepted).toHaveLength(FOLLOWS_A_MINUTE / 2);
    expect(counted(world)).toEqual([FOLLOWS_A_MINUTE]);
  });

  it('allows as many follows as a minute has when more are opened at the same moment', async () => {
    const world = await running();
    const opened = await Promise.all(
      Array.from({ length: FOLLOWS_A_MINUTE + 5 }, () => codeOf(watch(world, FOLLOW_SEGMENT_MS))),
    );
    expect(opened.filter((code) => code === 'start')).toHaveLength(FOLLOWS_A_MINUTE);
    expect(opened.filter((code) => code === 'rate_limited')).toHaveLength(5);
  });

  it('counts a follow that lasts until the end of its turn as four', async () => {
    const world = await running();
    await codeOf(follow(world));
    await codeOf(watch(world));
    expect(counted(world)).toEqual([8]);
    for (let opened = 8; opened < 18; opened += 1) await codeOf(watch(world, FOLLOW_SEGMENT_MS));
    expect(await codeOf(watch(world))).toBe('rate_limited');
    expect(await codeOf(watch(world, FOLLOW_SEGMENT_MS))).toBe('start');
  });

  it('allows follows again in the next minute', async () => {
    const world = await running();
    for (let opened = 0; opened < 5; opened += 1) await codeOf(watch(world));
    expect(await codeOf(watch(world))).toBe('rate_limited');
    const next = await createWorld(LONG);
    await next.clock.advance(55_000);
    void Array.fromAsync(next.start(next.request(1)));
    await next.clock.advance(2_000);
    for (let opened = 0; opened < 5; opened += 1) await codeOf(watch(next));
    await next.clock.advance(4_000);
    expect(await codeOf(watch(next))).toBe('start');
  });

  it('counts neither the producer nor a replay', async () => {
    const world = await running();
    await world.clock.advance(30_000);
    await world.producer;
    for (let times = 0; times < FOLLOWS_A_MINUTE; times += 1) {
      expect(await codeOf(follow(world))).toBe('start');
      expect(await codeOf(watch(world))).toBe('start');
    }
    expect(counted(world)).toEqual([]);
  });
});
