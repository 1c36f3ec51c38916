import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import type { Frame } from '#contract/sse';
import { CoachError, WriteRefused } from '#ports/errors';
import { transactionCanceled, validationFailed } from '#testing/memory-dynamo/errors';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { createWorld, HELLO, turnId, type World } from '#testing/simulation/turn-world';

/** Storage refuses every transaction that stores an answer. */
function refuseAnswers({ dynamo }: World, error: () => Error): void {
  dynamo.hooks.beforeApply = (command) => {
    if (!(command instanceof TransactWriteCommand)) return;
    const items = command.input.TransactItems ?? [];
    if (items.some(({ Put }) => Put?.Item?.['role'] === 'assistant')) throw error();
  };
}

it.each<[string, () => Error]>([
  ['an item that is too large', () => validationFailed('Item size has exceeded the maximum allowed size')],
  ['a malformed request', () => Object.assign(validationFailed('malformed'), { name: 'SerializationException' })],
  ['an invalid item of the transaction', () => transactionCanceled([{ code: 'ValidationError', message: 'size' }])],
  ['a value that the client cannot send', () => new Error('Unsupported type passed: [object Object].')],
])('ends a turn as failed at once when storage refuses its answer for %s', async (_, error) => {
  const world = await createWorld();
  refuseAnswers(world, error);
  const live = await world.ask(world.request(1));
  expect(live.events.map(({ type }) => type)).toEqual(['start', 'chunk', 'chunk', 'error']);
  expect(live.events.at(-1)).toMatchObject({ code: 'internal', retryable: true });
  expect(world.items('TURN#')).toMatchObject([{ state: 'failed', usage: SCRIPTED_USAGE }]);
  expect(world.items('RES#')).toMatchObject([{ state: 'settled', amount: 120 }]);
  expect(world.items('SESSION#')[0]).not.toHaveProperty('activeTurn');
  expect((await world.ask(world.request(1))).frames).toEqual(live.frames);
  expect(world.model.calls).toHaveLength(1);
  expect(world.telemetry.lines).toMatchObject([{ severity: 'error', facts: { turnId: turnId(1) } }]);
});

it('ends a turn whose answer and events are too large for storage', async () => {
  const world = await createWorld([[{ text: 'x'.repeat(450_000) }], HELLO]);
  const { events } = await world.ask(world.request(1));
  expect(events.map(({ type }) => type)).toEqual(['start', 'chunk', 'error']);
  expect(world.items('TURN#')).toMatchObject([{ state: 'failed' }]);
  const replay = await world.ask(world.request(1));
  expect(replay.events.map(({ type }) => type)).toEqual(['snapshot', 'error']);
  expect(world.model.calls).toHaveLength(1);
  expect((await world.ask(world.request(2))).events.at(-1)?.type).toBe('complete');
});

it('tries a commit once more after it has read its hold again, and no other failure a second time', async () => {
  const commitsAfter = async (error: Error) => {
    const world = await createWorld();
    const { finish } = world.deps.turns;
    const states: string[] = [];
    world.deps.turns.finish = async (asked) => {
      states.push(asked.state);
      if (states.length === 1) throw error;
      return finish(asked);
    };
    const reading = Array.fromAsync(world.start(world.request(1))).catch(() => []);
    await world.clock.advance(5_000);
    void reading;
    return states;
  };
  expect(await commitsAfter(new CoachError('internal', 'the hold has changed'))).toEqual(['completed', 'completed']);
  expect(await commitsAfter(new CoachError('dependency_unavailable', 'no answer'))).toEqual(['completed']);
  expect(await commitsAfter(new TypeError('a bug'))).toEqual(['completed']);
  expect(await commitsAfter(new WriteRefused('too large'))).toEqual(['completed', 'failed']);
});

it('gives a failed turn up when storage refuses its end, too', async () => {
  const world = await createWorld();
  let commits = 0;
  world.deps.turns.finish = async () => {
    commits += 1;
    throw new WriteRefused('too large');
  };
  void Array.fromAsync(world.start(world.request(1))).catch(() => []);
  await world.clock.advance(2_000);
  expect(commits).toBe(2);
});

it('leaves a turn to the next attempt when storage does not answer its commit', async () => {
  const world = await createWorld();
  refuseAnswers(world, () => Object.assign(new Error('socket hang up'), { name: 'TimeoutError' }));
  const frames: Frame[] = [];
  const reading = (async () => {
    for await (const frame of world.start(world.request(1))) frames.push(frame);
  })();
  await world.clock.advance(5_000);
  expect(frames.map(({ event }) => event.type)).toEqual(['start', 'chunk', 'chunk']);
  expect(world.items('TURN#')).toMatchObject([{ state: 'running', epoch: 1 }]);
  delete world.dynamo.hooks.beforeApply;
  await world.clock.advance(30_000);
  await reading;
  expect(frames.at(-1)?.event.type).toBe('complete');
  expect(world.model.calls).toHaveLength(2);
});
