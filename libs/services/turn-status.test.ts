import { expect, it } from 'vitest';
import { PROBLEMS } from '#contract/problems';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { createWorld, dieInMidTurn, HELLO, turnId } from '#testing/simulation/turn-world';
import { FOLLOW_SEGMENT_MS, FOLLOWS_A_MINUTE } from './turn/parameters.ts';
import { watchTurn } from './turn/watch-turn.ts';
import { turnStatus } from './turn-status.ts';

/** Longer than a lease and its grace. */
const LEASE_OVER_MS = 13_000;

/** Runs a turn whose producer dies after its first text. */
async function createDeadTurn() {
  const world = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO]);
  await dieInMidTurn(world, world.request(1));
  const ref = { ...world.ref, turnId: turnId(1) };
  const watch = () =>
    watchTurn(world.deps, {
      ref,
      cursor: undefined,
      deadline: world.deadline.signal,
      followMs: FOLLOW_SEGMENT_MS,
      accept: () => undefined,
    });
  return { ...world, status: () => turnStatus(ref, world.deps), watch };
}

it('a turn whose producer has died is parked for its readers as soon as its lease is over', async () => {
  const { status, clock, ask, request, items } = await createDeadTurn();
  expect((await status()).status).toBe('running');
  await clock.advance(LEASE_OVER_MS);
  expect(items('TURN#')).toMatchObject([{ state: 'running' }]);
  expect(await status()).toMatchObject({ status: 'parked', text: 'Half', pollAfterMs: 1_000 });
  expect((await ask(request(1))).events.at(-1)?.type).toBe('complete');
  expect(await status()).toMatchObject({ status: 'completed' });
});

it('the status of a turn that is over has its text, its usage, its last event and its problem, and asks for no more polls', async () => {
  const { ask, request, deps, ref } = await createWorld([HELLO, [{ text: 'Half' }, { fail: 'refused' }]]);
  for (const number of [1, 2]) await ask(request(number));
  const statusOf = (number: number) => turnStatus({ ...ref, turnId: turnId(number) }, deps);
  const shared = { sessionId: ref.sessionId, accepted: true };
  expect(await statusOf(1)).toEqual({
    ...shared,
    ...{ turnId: turnId(1), status: 'completed', text: 'Hello', lastEventId: '1-4', usage: SCRIPTED_USAGE },
  });
  expect(await statusOf(2)).toEqual({
    ...shared,
    ...{ turnId: turnId(2), status: 'failed', text: '', lastEventId: '1-3', usage: expect.objectContaining({}) },
    error: { code: 'model_refused', message: PROBLEMS.model_refused.message, retryable: false },
  });
});

it('a turn whose producer has died is taken over by the next request, even when no follow is left in this minute', async () => {
  const { status, clock, start, request } = await createDeadTurn();
  const follows = () => Array.from({ length: FOLLOWS_A_MINUTE }, () => start(request(1), FOLLOW_SEGMENT_MS).next());
  await Promise.all(follows());
  await expect(start(request(1), FOLLOW_SEGMENT_MS).next()).rejects.toMatchObject({ code: 'rate_limited' });
  await clock.advance(LEASE_OVER_MS);
  expect((await status()).status).toBe('parked');
  expect((await start(request(1), FOLLOW_SEGMENT_MS).next()).value).toMatchObject({ event: { type: 'reset' } });
});

it('a watch ends without an event and counts no follow once the lease of the dead producer is over', async () => {
  const { watch, clock, items } = await createDeadTurn();
  const follows = () => items('RATE#follows').map(({ count }) => count);
  expect((await watch().next()).value).toMatchObject({ event: { type: 'start' } });
  expect(follows()).toEqual([1]);
  await clock.advance(LEASE_OVER_MS);
  expect(await watch().next()).toEqual({ done: true, value: undefined });
  expect(follows()).toEqual([1]);
});
