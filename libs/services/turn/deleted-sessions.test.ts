import { describe, expect, it } from 'vitest';
import { createDynamoTurns } from '#adapters/dynamodb/turns';
import { createDynamoUsers } from '#adapters/dynamodb/users';
import type { EventId } from '#contract/ids';
import type { Frame } from '#contract/sse';
import { chargeOf, NO_USAGE, type Usage } from '#contract/usage';
import { CoachError } from '#ports/errors';
import { passing } from '#testing/manual-clock';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { coach, createWorld, SESSION, turnId, type World } from '#testing/simulation/turn-world';
import { TABLE_NAME } from '#testing/tables';
import { deleteSession } from '../sessions.ts';
import { runTurn } from './run-turn.ts';
import { watchTurn } from './watch-turn.ts';

const SLOW = [[{ text: 'One ' }, { waitMs: 1_500 }, { text: 'two' }, { waitMs: 20_000 }, { text: ' three' }]];
const FROM_TWO: EventId = { epoch: 1, seq: 2 };

/** The storage of one process, which can stand still. */
function createProcess({ storage, deps }: World) {
  let stalled = Promise.resolve();
  const send = async (command: never) => {
    await stalled;
    return storage.client.send(command);
  };
  const client = { send } as unknown as typeof storage.client;
  return {
    deps: { ...deps, turns: createDynamoTurns({ ...storage, client }) },
    /** @returns what lets it go on. */
    standStill() {
      const { promise, resolve } = Promise.withResolvers<void>();
      stalled = promise;
      return resolve;
    },
  };
}

/** Reads a stream of a separate process in the background. */
function reading(world: World, how: 'ask' | 'watch', cursor?: EventId) {
  const process = createProcess(world);
  const frames: Frame[] = [];
  let isMissing = false;
  const loaded = () => {
    if (isMissing) throw new CoachError('not_found', 'no such game');
  };
  const request = world.request(1, 'hi', { cursor });
  const shared = { deadline: world.deadline.signal, accept: () => undefined };
  const asked = { ...shared, requestId: 'r', frontDoor: 'rest', startedAt: world.clock.now() } as const;
  const stream =
    how === 'ask'
      ? runTurn({ ...coach, load: async () => loaded() }, request, asked, process.deps)
      : watchTurn(process.deps, { ...shared, ref: request.ref, cursor });
  const ended = (async () => {
    for await (const frame of stream) frames.push(frame);
  })();
  const misses = () => {
    isMissing = true;
  };
  return { ...process, frames, ended, misses };
}

const deleting = (world: World) => {
  const { ref, deps, sessions, storage, clock } = world;
  return passing(clock, deleteSession(ref, { ...deps, sessions, users: createDynamoUsers(storage) }));
};

/** By estimate: 15 characters of input, "One " and "two". */
const USED_SO_FAR: Usage = { ...NO_USAGE, inputTokens: 5, outputTokens: 2 + 1 };

const aborted = (aiResponse: string, usage = USED_SO_FAR) => ({
  event: { type: 'aborted', turnId: turnId(1), sessionId: SESSION, aiResponse, usage },
});

/** A turn that has said "One two". */
async function running() {
  const world = await createWorld(SLOW);
  const producer = reading(world, 'ask');
  await world.clock.advance(3_000);
  return { ...world, producer };
}

describe('readers of a turn whose session is deleted', () => {
  it('end with the same aborted event when the producer answers the stop', async () => {
    const world = await running();
    const { producer, clock } = world;
    const others = [
      reading(world, 'ask'),
      reading(world, 'watch'),
      reading(world, 'ask', FROM_TWO),
      reading(world, 'watch', FROM_TWO),
    ];
    await clock.advance(1_000);
    await deleting(world);
    for (const { ended, frames } of [producer, ...others]) {
      await ended;
      expect(frames.at(-1)).toMatchObject(aborted('One two'));
    }
  });

  it.each(['marked', 'removed'])('end with aborted and what they were sent when the session is %s', async (state) => {
    const world = await running();
    const { clock, sessions, ref } = world;
    const readers = [
      reading(world, 'ask'),
      reading(world, 'watch'),
      reading(world, 'ask', FROM_TWO),
      reading(world, 'watch', FROM_TWO),
    ];
    await clock.advance(1_000);
    const goOn = readers.map(({ standStill }) => standStill());
    await deleting(world);
    if (state === 'removed') await sessions.remove(ref);
    for (const go of goOn) go();
    await clock.advance(5_000);
    for (const { ended, frames } of readers) {
      await ended;
      expect(frames.at(-1)).toMatchObject(aborted('One two'));
    }
    expect(readers[2]?.frames[0]?.id).toEqual({ epoch: 1, seq: 3 });
  });

  it.each(['marked', 'removed'])(
    'include a late producer, which stores nothing but what it has used when the session is %s',
    async (state) => {
      const world = await running();
      const { clock, sessions, ref, producer, dynamo, items } = world;
      const go = producer.standStill();
      await deleting(world);
      if (state === 'removed') await sessions.remove(ref);
      await clock.advance(20_000);
      const stored = () =>
        JSON.stringify([...dynamo.items(TABLE_NAME)].filter(({ sk }) => !/^(BUDGET|RES)#/.test(String(sk))));
      const before = stored();
      go();
      await clock.advance(5_000);
      await producer.ended;
      const sent = producer.frames.map(({ event }) => (event.type === 'chunk' ? event.text : '')).join('');
      expect(sent).toBe('One two three');
      expect(producer.frames.at(-1)).toMatchObject(aborted(sent, SCRIPTED_USAGE));
      expect(stored()).toBe(before);
      // The turn's own reservation, and the rest that only the late producer knows.
      expect(items('RES#')).toMatchObject([{ state: 'settled' }, { state: 'settled' }]);
      expect(items('BUDGET#')).toMatchObject([{ spent: chargeOf(SCRIPTED_USAGE), live: 0 }]);
    },
  );

  it('include a late producer that has restarted, which ends with what it sent since then', async () => {
    const world = await createWorld([
      [{ text: 'Half' }, { fail: 'busy' }],
      [{ text: 'One' }, { waitMs: 5_000 }, { text: ' two' }],
    ]);
    const producer = reading(world, 'ask');
    await world.clock.advance(3_000);
    const go = producer.standStill();
    await deleting(world);
    await world.clock.advance(20_000);
    go();
    await world.clock.advance(5_000);
    await producer.ended;
    expect(producer.frames.at(-1)?.event).toMatchObject({ type: 'aborted', aiResponse: 'One two' });
  });

  it('do not end with aborted when something else that the turn needs is not there', async () => {
    const world = await running();
    const { producer, clock } = world;
    const reader = reading(world, 'ask');
    await clock.advance(1_000);
    producer.standStill();
    reader.misses();
    await clock.advance(15_000);
    await reader.ended;
    expect(reader.frames.at(-1)?.event.type).toBe('chunk');
  });

  it('are refused as not found when they come after the deletion', async () => {
    const world = await running();
    await deleting(world);
    for (const how of ['ask', 'watch'] as const)
      await expect(reading(world, how).ended).rejects.toMatchObject({ code: 'not_found' });
  });
});
