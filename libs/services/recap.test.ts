import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it } from 'vitest';
import { serviceDown } from '#testing/memory-dynamo/errors';
import type { ModelStep } from '#testing/scripted-model';
import { CHARGE, createRecapWorld, GOOD, REF, turns, writes } from '#testing/simulation/recap-world';
import { message } from '#testing/storage-fixtures';
import { TABLE_NAME } from '#testing/tables';

it("returns a recap and charges the provider's usage", async () => {
  const { recap, budget, holds, claims, model } = await createRecapWorld();
  expect(await recap()).toEqual({ ...GOOD, messageCount: 4 });
  expect(await budget()).toEqual({ committed: CHARGE, spent: CHARGE });
  expect(holds()).toEqual([['settled', CHARGE]]);
  expect(claims()).toEqual([]);
  const [call] = model.calls;
  expect(call?.request).toMatchObject({ role: 'main', forcedTool: 'write_recap', maxTokens: 1_536 });
  expect(JSON.stringify(call?.request.messages)).toContain('message 3');
});

it('makes one recap per number of messages', async () => {
  const { recap, budget, model, sayMore } = await createRecapWorld();
  await recap();
  expect(await recap()).toEqual({ ...GOOD, messageCount: 4 });
  expect(model.calls).toHaveLength(1);
  await sayMore();
  expect((await recap()).messageCount).toBe(6);
  expect(model.calls).toHaveLength(2);
  expect((await budget()).spent).toBe(2 * CHARGE);
});

it('makes one recap for concurrent requests and returns it to all of them', async () => {
  const { recap, clock, budget, model, claims } = await createRecapWorld([[{ waitMs: 2_000 }, ...writes(GOOD)]]);
  const asking = Promise.all([recap(), recap(), recap()]);
  await clock.advance(5_000);
  expect(await asking).toEqual(new Array(3).fill({ ...GOOD, messageCount: 4 }));
  expect(model.calls).toHaveLength(1);
  expect((await budget()).spent).toBe(CHARGE);
  expect(claims()).toEqual([]);
});

it('makes a recap of the last 40 messages', async () => {
  const { recap, model } = await createRecapWorld(undefined, turns(50));
  expect((await recap()).messageCount).toBe(50);
  const text = JSON.stringify(model.calls[0]?.request.messages);
  expect(text).toContain('message 10');
  expect(text).not.toContain('message 9\\');
});

it('refuses a recap of a short conversation and of an unknown one', async () => {
  const { recap, model } = await createRecapWorld(undefined, turns(2));
  const details = { messageCount: 2, minimum: 3 };
  await expect(recap()).rejects.toMatchObject({ code: 'validation_failed', details });
  await expect(recap({ ref: { ...REF, sub: 'another-user' } })).rejects.toMatchObject({ code: 'not_found' });
  expect(model.calls).toEqual([]);
});

it('makes a recap of three messages', async () => {
  const { recap } = await createRecapWorld(undefined, turns(3));
  expect(await recap()).toEqual({ ...GOOD, messageCount: 3 });
});

it('makes a recap of completed and stopped turns, without failed ones', async () => {
  const ended = [
    message(4, 'failed question', { turnId: 'turn-2', turnStatus: 'failed' }),
    message(5, 'stopped question', { turnId: 'turn-3', turnStatus: 'aborted' }),
    message(6, 'Half', { turnId: 'turn-3', role: 'assistant', turnStatus: 'aborted', partial: true }),
  ];
  const { recap, model } = await createRecapWorld(undefined, [...turns(4), ...ended]);
  await recap();
  const text = JSON.stringify(model.calls[0]?.request.messages);
  expect(text).not.toContain('failed question');
  expect(text).toMatch(/stopped question.*Half.*The person stopped this answer here/);
});

it('refuses a recap of failed turns alone without a model call or a write', async () => {
  const failed = [0, 1, 2].map((seq) => message(seq, 'Hi', { turnId: `turn-${seq}`, turnStatus: 'failed' }));
  const { recap, model, dynamo } = await createRecapWorld(undefined, failed);
  const before = JSON.stringify([...dynamo.items(TABLE_NAME)]);
  await expect(recap()).rejects.toMatchObject({ code: 'validation_failed', details: { messageCount: 3 } });
  expect([model.calls, JSON.stringify([...dynamo.items(TABLE_NAME)])]).toEqual([[], before]);
});

it('refuses a recap before the model call when the budget has no room for its estimate', async () => {
  const { recap, model, claims, holds, dynamo } = await createRecapWorld();
  // 1,600 tokens are enough for the output, and not for the input too.
  const spent = { committed: 98_400, spent: 98_400, live: 0 };
  await dynamo.client.send(
    new PutCommand({ TableName: TABLE_NAME, Item: { pk: `U#${REF.sub}`, sk: 'BUDGET#2026-11', ...spent } }),
  );
  await expect(recap()).rejects.toMatchObject({ code: 'budget_exhausted', details: { remaining: 1_600 } });
  expect(model.calls).toEqual([]);
  expect(holds()).toEqual([]);
  expect(claims()).toEqual([]);
});

it('makes a recap in the room of a dead hold', async () => {
  const { recap, reservations, clock, budget, holds } = await createRecapWorld();
  const now = clock.now();
  const abandoned = { ...REF, turnId: 'abandoned' };
  const hold = { ref: abandoned, now, period: '2026-11', tokens: 99_000, inputTokens: 1, limit: 100_000 };
  await reservations.reserve({ ...hold, expiresAt: now + 1_000 });
  await expect(recap()).rejects.toMatchObject({ code: 'budget_exhausted' });
  await clock.advance(1_000);
  expect(await recap()).toMatchObject(GOOD);
  expect(await budget()).toEqual({ committed: CHARGE, spent: CHARGE });
  expect(holds()).toContainEqual(['expired', 0]);
});

it('calls the model again after an unusable recap and charges both calls', async () => {
  const { recap, clock, budget, telemetry } = await createRecapWorld([writes({ summary: '' }), writes(GOOD)]);
  const asking = recap();
  await clock.advance(1_000);
  expect(await asking).toMatchObject(GOOD);
  expect([telemetry.counts.get('RecapsUnusable'), telemetry.counts.get('RecapsMade')]).toEqual([1, 1]);
  expect(await budget()).toEqual({ committed: 2 * CHARGE, spent: 2 * CHARGE });
});

it.each<[string, readonly ModelStep[], number, number]>([
  ['never calls its tool well', writes(null), 2, 2 * CHARGE],
  ['answers without a tool call', [{ text: 'Well.' }], 2, 2 * CHARGE],
  ['is busy', [{ fail: 'busy' }], 2, 0],
  ['refuses', [{ fail: 'refused' }], 1, 0],
])('throws dependency_unavailable for a recap when the model %s', async (_, script, calls, charge) => {
  const { recap, clock, budget, model, claims, holds } = await createRecapWorld([script]);
  const asking = recap().catch((error: unknown) => error);
  await clock.advance(1_000);
  expect(await asking).toMatchObject({ code: 'dependency_unavailable' });
  expect(model.calls).toHaveLength(calls);
  expect(await budget()).toEqual({ committed: charge, spent: charge });
  expect(holds()).toEqual([[charge === 0 ? 'released' : 'settled', charge]]);
  expect(claims()).toEqual([]);
});

it('charges the estimated output of a recap that the model broke off', async () => {
  const { recap, clock, budget } = await createRecapWorld([[{ text: 'Let me see.' }, { fail: 'refused' }]]);
  const asking = recap().catch((error: unknown) => error);
  await clock.advance(1_000);
  expect(await asking).toMatchObject({ code: 'dependency_unavailable' });
  const silent = await createRecapWorld([[{ hang: true }]]);
  void silent.recap().catch(() => undefined);
  await silent.clock.advance(25_000);
  const spent = (await silent.budget()).spent + 4; // an upper estimate of its 11 characters
  expect(await budget()).toEqual({ committed: spent, spent });
});

it("aborts a hanging model before API Gateway's timeout and charges the input that was sent", async () => {
  const { recap, clock, budget, model, claims } = await createRecapWorld([[{ hang: true }]]);
  const asking = recap().catch((error: unknown) => error);
  await clock.advance(25_000);
  expect(await asking).toMatchObject({ code: 'deadline_exceeded' });
  expect(model.calls[0]?.wasAborted()).toBe(true);
  const { committed, spent } = await budget();
  expect([committed > 0, spent]).toEqual([true, committed]);
  expect(claims()).toEqual([]);
  expect(clock.sleepers).toBe(0);
});

it('charges a recap once when its hold was released meanwhile', async () => {
  const world = await createRecapWorld([[{ waitMs: 10_000 }, ...writes(GOOD)]]);
  const asking = world.recap();
  await world.clock.advance(5_000);
  const [hold] = world.rowsOf('RES#');
  const ref = { ...REF, turnId: String(hold?.['turnId']) };
  const reservation = await world.reservations.find(ref, world.clock.now());
  if (!reservation) throw new Error('no hold found');
  await world.reservations.release({ ref, reservation });
  await world.clock.advance(5_000);
  expect(await asking).toMatchObject(GOOD);
  expect(await world.budget()).toEqual({ committed: CHARGE, spent: CHARGE });
});

it('returns a recap that could not be stored', async () => {
  const world = await createRecapWorld();
  const recaps = { ...world.recaps, keep: () => Promise.reject(serviceDown()) };
  expect(await world.recap({}, { recaps })).toMatchObject(GOOD);
  expect(world.telemetry.lines).toMatchObject([{ message: 'a recap was not kept' }]);
  expect(world.claims()).toEqual([]);
});

it('is made of the newest messages, also when message numbers were never used', async () => {
  const late = turns(2).map((one) => ({ ...one, seq: one.seq + 200, turnId: 'late' }));
  const { recap, model, dynamo } = await createRecapWorld([writes(GOOD)], [...turns(4), ...late]);
  const Key = { pk: `U#${REF.sub}`, sk: `SESSION#game_coach#${REF.sessionId}` };
  const ExpressionAttributeValues = { ':n': 202, ':s': 196 };
  const change = { UpdateExpression: 'SET nextSeq = :n, skipped = :s', ExpressionAttributeValues };
  await dynamo.client.send(new UpdateCommand({ TableName: TABLE_NAME, Key, ...change }));
  expect((await recap()).messageCount).toBe(6);
  expect(JSON.stringify(model.calls[0]?.request.messages)).toMatch(/message 0.*message 3/);
});
