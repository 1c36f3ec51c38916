import { expect, it } from 'vitest';
import type { Recaps } from '#ports/recaps';
import { serviceDown } from '#testing/memory-dynamo/errors';
import type { ModelStep } from '#testing/scripted-model';
import { CHARGE, createRecapWorld, GOOD, REF, writes } from '#testing/simulation/recap-world';

const HANGING: readonly ModelStep[] = [{ hang: true }];
const SLOW: readonly ModelStep[] = [{ waitMs: 2_000 }, ...writes(GOOD)];
const ORDER = { id: 'delete', job: 'delete-user-data', payload: {} } as const;

const failing = (asking: Promise<unknown>) => asking.catch((error: unknown) => error);

it('ends a recap 25 seconds after the request, whatever time has passed before', async () => {
  const { recap, clock } = await createRecapWorld([HANGING]);
  const asking = failing(recap({ startedAt: clock.now() - 10_000 }));
  let isOver = false;
  void asking.then(() => {
    isOver = true;
  });
  await clock.advance(14_999);
  expect(isOver).toBe(false);
  await clock.advance(1);
  expect(await asking).toMatchObject({ code: 'deadline_exceeded' });
});

it('stops a recap whose person does not wait any more, and charges what was sent', async () => {
  const { recap, clock, model, budget, holds, claims } = await createRecapWorld([HANGING]);
  const left = new AbortController();
  const asking = failing(recap({ signal: left.signal }));
  await clock.advance(1_000);
  left.abort(new Error('left'));
  await clock.advance(0);
  expect(await asking).toMatchObject({ message: 'left' });
  expect(model.calls[0]?.wasAborted()).toBe(true);
  const { spent } = await budget();
  expect(holds()).toEqual([['settled', spent]]);
  expect([claims(), clock.sleepers]).toEqual([[], 0]);
});

it('lets a request that waited make the recap when the first one has failed', async () => {
  const { recap, clock, model, budget } = await createRecapWorld([
    [{ waitMs: 1_000 }, { fail: 'refused' }],
    writes(GOOD),
  ]);
  const both = [failing(recap()), recap()];
  await clock.advance(3_000);
  expect(await Promise.all(both)).toMatchObject([{ code: 'dependency_unavailable' }, { ...GOOD, messageCount: 4 }]);
  expect([model.calls.length, await budget()]).toEqual([2, { committed: CHARGE, spent: CHARGE }]);
});

it('holds a claim for 30 seconds, and takes over the claim of a process that died', async () => {
  const { recap, recaps, clock, claims } = await createRecapWorld([SLOW]);
  const diedAt = clock.now();
  await recaps.claim(REF, { owner: 'dead', now: diedAt, leaseUntil: diedAt + 5_000 });
  const asking = recap();
  await clock.advance(5_500);
  expect(claims()).toMatchObject([{ leaseUntil: diedAt + 5_500 + 30_000 }]);
  await clock.advance(2_000);
  expect(await asking).toMatchObject(GOOD);
});

it('does not make a recap again that another request has kept between its read and its claim', async () => {
  const world = await createRecapWorld();
  await world.recap();
  let reads = 0;
  const get: Recaps['get'] = async (ref) => {
    reads += 1;
    return reads === 1 ? undefined : world.recaps.get(ref);
  };
  expect(await world.recap({}, { recaps: { ...world.recaps, get } })).toEqual({ ...GOOD, messageCount: 4 });
  expect([reads, world.model.calls.length, world.claims()]).toEqual([2, 1, []]);
});

it('returns a kept recap that covers more messages than the request has seen', async () => {
  const world = await createRecapWorld();
  const seen = await world.sessions.get(REF);
  await world.sayMore();
  await world.recap();
  const sessions = { ...world.sessions, get: async () => seen };
  expect(await world.recap({}, { sessions })).toMatchObject({ messageCount: 6 });
  expect(world.model.calls).toHaveLength(1);
});

it('makes no recap of a conversation that was deleted after it was read', async () => {
  const world = await createRecapWorld();
  const { sessions } = world;
  const messagesBetween: typeof sessions.messagesBetween = async (...asked) => {
    const messages = await sessions.messagesBetween(...asked);
    await sessions.markDeleted(REF, ORDER, world.clock.now());
    return messages;
  };
  const asking = world.recap({}, { sessions: { ...sessions, messagesBetween } });
  await expect(asking).rejects.toMatchObject({ code: 'not_found' });
  expect([world.model.calls, world.rowsOf('RECAP'), world.rowsOf('RES#')]).toEqual([[], [], []]);
});

it('keeps no recap of a conversation that is deleted while it is made', async () => {
  const { recap, clock, sessions, rowsOf, recaps, holds } = await createRecapWorld([SLOW]);
  const asking = recap();
  await clock.advance(1_000);
  await sessions.markDeleted(REF, ORDER, clock.now());
  await clock.advance(1_000);
  expect(await asking).toMatchObject(GOOD);
  expect(await recaps.get(REF)).toBeUndefined();
  expect(rowsOf('RECAP').map((row) => row['owner'])).toEqual([undefined]);
  expect(holds()).toEqual([['settled', CHARGE]]);
});

it('holds the estimate of a recap for five minutes', async () => {
  const { recap, clock, rowsOf, budget } = await createRecapWorld([SLOW]);
  const asking = recap();
  await clock.advance(1_000);
  const [hold] = rowsOf('RES#');
  expect(hold).toMatchObject({ state: 'held', expiresAt: '2026-11-21T10:05:00.000Z' });
  expect(await budget()).toEqual({ committed: hold?.['amount'], spent: 0 });
  await clock.advance(1_000);
  await asking;
});

it('answers with the failure of the model when the charge cannot be settled either, and logs that', async () => {
  const world = await createRecapWorld([[{ text: 'Let me see.' }, { fail: 'refused' }]]);
  const reservations = { ...world.reservations, settle: () => Promise.reject(serviceDown()) };
  await expect(world.recap({}, { reservations })).rejects.toMatchObject({ code: 'dependency_unavailable' });
  expect(world.telemetry.lines).toMatchObject([
    { severity: 'error', message: 'the charge of failed work was not settled', facts: { sessionId: REF.sessionId } },
  ]);
  expect(world.holds()).toMatchObject([['held', expect.any(Number)]]);
});

it('answers dependency_unavailable when the charge of a recap loses every race', async () => {
  const world = await createRecapWorld();
  let tries = 0;
  const settle = async () => {
    tries += 1;
    return false;
  };
  const asking = world.recap({}, { reservations: { ...world.reservations, settle } });
  await expect(asking).rejects.toMatchObject({ code: 'dependency_unavailable', retryAfterMs: 1_000 });
  expect(tries).toBe(5);
});
