import { describe, expect, it } from 'vitest';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { Frame } from '#contract/sse';
import { passing } from '#testing/manual-clock';
import { throttled } from '#testing/memory-dynamo/errors';
import { createWorld, turnId } from '#testing/simulation/turn-world';
import { deleteSession } from '../sessions.ts';
import { watchTurn } from './watch-turn.ts';

const ref = (world: Awaited<ReturnType<typeof createWorld>>) => ({ ...world.ref, turnId: turnId(1) });
const SLOW = [[{ text: 'One ' }, { waitMs: 3_000 }, { text: 'two.' }, { waitMs: 3_000 }]];
const typesOf = (frames: readonly Frame[]) => frames.map(({ event }) => event.type);

const accept = () => undefined;

/** A running turn with a second reader that only watches. */
async function watched() {
  const world = await createWorld(SLOW);
  const producer = Array.fromAsync(world.start(world.request(1)));
  await world.clock.advance(1_500);
  const watching = watchTurn(world.deps, {
    ref: ref(world),
    cursor: undefined,
    deadline: world.deadline.signal,
    accept,
  });
  const frames: Frame[] = [];
  const ended = (async () => {
    for await (const frame of watching) frames.push(frame);
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
  it('receives `aborted` when the session is deleted meanwhile', async () => {
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
