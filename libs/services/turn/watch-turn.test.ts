import { describe, expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { Frame } from '#contract/sse';
import { CoachError } from '#ports/errors';
import { passing } from '#testing/manual-clock';
import { throttled } from '#testing/memory-dynamo/errors';
import { createWorld, dieInMidTurn, turnId } from '#testing/simulation/turn-world';
import { deleteSession } from '../sessions.ts';
import { watchTurn } from './watch-turn.ts';

const ref = (world: Awaited<ReturnType<typeof createWorld>>) => ({ ...world.ref, turnId: turnId(1) });
const SLOW = [[{ text: 'One ' }, { waitMs: 3_000 }, { text: 'two.' }, { waitMs: 3_000 }]];
const typesOf = (frames: readonly Frame[]) => frames.map(({ event }) => event.type);

const accept = () => undefined;

/** A running turn with a second reader that only watches. */
async function watched(followMs?: number) {
  const world = await createWorld(SLOW);
  const producer = Array.fromAsync(world.start(world.request(1)));
  await world.clock.advance(1_500);
  const watching = watchTurn(world.deps, {
    ref: ref(world),
    cursor: undefined,
    deadline: world.deadline.signal,
    followMs,
    accept,
  });
  const frames: Frame[] = [];
  const ended = (async () => {
    for (;;) {
      const { value, done } = await watching.next();
      if (done) return value;
      frames.push(value);
    }
  })();
  await world.clock.advance(500);
  return { ...world, producer, frames, ended };
}

describe('a watcher of a turn', () => {
  it('receives what the turn’s own client receives, and causes no request or write', async () => {
    const { clock, producer, frames, ended, model } = await watched();
    await clock.advance(20_000);
    await ended;
    expect(frames).toEqual(await producer);
    expect(model.calls).toHaveLength(1);
  });

  it('receives not_found at once for an unknown session, and nothing for a turn that has not arrived', async () => {
    const world = await createWorld(SLOW);
    const deadline = world.deadline.signal;
    const stranger = watchTurn(world.deps, {
      ref: { ...ref(world), sub: 'else' },
      cursor: undefined,
      deadline,
      accept,
    });
    await expect(stranger.next()).rejects.toMatchObject({ code: 'not_found' });
    expect(
      await Array.fromAsync(watchTurn(world.deps, { ref: ref(world), cursor: undefined, deadline, accept })),
    ).toEqual([]);
  });

  // Found by simulation seed 1031: the stream failed with an error after its head.
  it('ends after its time with the wish to be asked again, and continues by cursor', async () => {
    const world = await watched(2_000);
    const { clock, frames, ended, producer } = world;
    await clock.advance(3_000);
    expect(await ended).toBe('again');
    const cursor = frames.at(-1)?.id;
    const rest = Array.fromAsync(
      watchTurn(world.deps, { ref: ref(world), cursor, deadline: world.deadline.signal, accept }),
    );
    await clock.advance(20_000);
    expect([...frames, ...(await rest)]).toEqual(await producer);
  });

  it('sends nothing of a finished turn whose end the reader has seen, or whose client knows it', async () => {
    const world = await createWorld();
    const live = (await world.ask(world.request(1))).frames;
    const watch = (more: object) =>
      Array.fromAsync(
        watchTurn(world.deps, { ref: ref(world), cursor: undefined, deadline: world.deadline.signal, accept, ...more }),
      );
    expect(await watch({ cursor: live.at(-1)?.id })).toEqual([]);
    expect(await watch({ cursor: live.at(-2)?.id })).toEqual([live.at(-1)]);
    expect(await watch({ replaysFinished: false })).toEqual([]);
    expect(await watch({ cursor: { epoch: 9, seq: 4 } })).toEqual(live);
    expect(await watch({})).toEqual(live);
  });

  it('ends without an error when its turn cannot be read any more', async () => {
    const world = await createWorld([[{ text: 'Half' }, { hang: true }]]);
    await dieInMidTurn(world, world.request(1));
    const { deadline, deps } = world;
    const watching = watchTurn(deps, { ref: ref(world), cursor: undefined, deadline: deadline.signal, accept });
    const frames = Array.fromAsync(watching);
    await world.clock.advance(1_000);
    deps.turns.find = () => Promise.reject(new CoachError('dependency_unavailable', 'down'));
    await world.clock.advance(20_000);
    expect(typesOf(await frames)).toEqual(['start', 'chunk']);
  });

  it('ends with `aborted` when the session is deleted meanwhile', async () => {
    const { clock, sessions, storage, deps, ref: session, frames, ended } = await watched();
    await passing(clock, deleteSession(session, { ...deps, sessions, users: createDynamoUsers(storage) }));
    await sessions.remove(session);
    await clock.advance(10_000);
    await ended;
    expect(typesOf(frames)).toEqual(['start', 'chunk', 'aborted']);
  });

  // Found by simulation seeds 440, 590, 746: a failed request for sooner checkpoints broke the stream.
  it('keeps its stream while storage does not answer for a short time', async () => {
    const { clock, dynamo, ended, frames, producer } = await watched();
    dynamo.hooks.beforeApply = (command) => {
      const isWish = JSON.stringify(command.input).includes('followedUntil');
      const isRead =
        command.constructor.name !== 'UpdateCommand' && command.constructor.name !== 'TransactWriteCommand';
      if (isWish || isRead) throw throttled();
    };
    await clock.advance(6_000);
    delete dynamo.hooks.beforeApply;
    await clock.advance(20_000);
    await ended;
    expect(frames).toEqual(await producer);
  });
});
