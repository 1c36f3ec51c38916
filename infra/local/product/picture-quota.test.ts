import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Generation } from '#contract/prompt-coach/responses';
import { TIERS } from '#contract/tiers';
import type { FaultRule } from '../faults/faults.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { controlOf } from './journeys/local-control.ts';
import { createPainter, type Order } from './painter.ts';
import { openStoredState, type StoredState } from './stored-state.ts';

let stack: LocalStack;
let stored: StoredState;

beforeAll(async () => {
  const latency = { firstMs: 0, tokenMs: 0 };
  stack = await startLocalStack({ web: false, hasSchedules: false, indexLagMs: 0, latency });
  stored = await openStoredState(stack);
});
afterAll(async () => {
  stored.close();
  await stack.close();
});
afterEach(() => {
  stack.faults.clear();
  stack.bedrock?.script.clear();
});

const MINUTE_MS = 60_000;
/** Pictures of a month that are given back when they fail. */
const GIVEN_BACK = 10;
/** Pictures that the model declines, of each wave of orders. */
const DECLINED = 15;

const fault = (target: FaultRule['target'], kind: FaultRule['kind'], probability: number, times?: number) =>
  stack.faults.add({ target, kind, probability, times });
const asked = (orders: readonly Pick<Order, 'count'>[]) => orders.reduce((sum, { count }) => sum + count, 0);

type Painter = Awaited<ReturnType<typeof createPainter>>;

/** Sends 50 orders at once, over all sessions. @returns what was accepted, all answers, and what was used after each. */
async function orderAtOnce({ sessionIds, order, renew, used }: Painter, countOf: (place: number) => number) {
  stack.clock.advance(MINUTE_MS - (stack.clock.now() % MINUTE_MS)); // for the limit of writes a minute
  await renew();
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, place) => ({
      ...(await order(sessionIds[place % sessionIds.length] ?? '', countOf(place))),
      used: await used(),
    })),
  );
  return {
    orders: answers.flatMap((answer) => answer.order ?? []),
    codes: answers.map(({ code }) => code),
    used: answers.map((answer) => answer.used),
  };
}

it('the pictures of a month are those that exist and those that are being made, whatever fails, and never too many', async () => {
  const limit = TIERS.pro.generationsPerMonth;
  const painter = await createPainter(stack, { subject: 'walrus', tier: 'pro', sessions: 20 });
  // An ended session can still make pictures, and does not expire while the clock is moved.
  await Promise.all(painter.sessionIds.map((id) => painter.api('POST', `${painter.sessionPath(id)}/end`)));
  const filesOf = (generations: readonly Generation[]) =>
    generations.flatMap(({ assets }) => assets.map(({ assetId }) => `user-assets/${painter.userId}/${assetId}.png`));
  /** Compares the month with the bucket and the orders. */
  const check = async (ended: readonly Generation[], running: readonly Order[]) => {
    const files = await stored.keys(`user-assets/${painter.userId}/`);
    expect(files).toEqual(expect.arrayContaining(filesOf(ended)));
    const ready = filesOf(ended).length;
    const failed = asked(ended) - ready;
    expect(await painter.used()).toBe(ready + Math.max(0, failed - GIVEN_BACK) + asked(running));
    return failed;
  };

  const declined = [{ throw: 'validationException', message: 'The prompt was blocked by our content filters.' }];
  const decline = () => stack.bedrock?.script.add([{ match: { model: 'image' }, times: DECLINED, steps: declined }]);
  decline();
  fault('bedrock', 'throttle', 0.2);
  fault('dynamodb', 'lost-response', 0.04);
  fault('invoke', 'lost-response', 0.3);
  const first = await orderAtOnce(painter, (place) => 1 + (place % 3));
  stack.faults.clear();
  const made = await painter.ended(first.orders, stored);
  expect(first.codes).toContain('generation_in_progress');
  expect(await check(made, [])).toBeGreaterThanOrEqual(DECLINED);

  fault('invoke', 'down', 1);
  const second = await orderAtOnce(painter, () => 3);
  expect(second.codes).toContain('generations_exhausted');
  expect(second.orders.length).toBeGreaterThan(0);
  await check(made, second.orders);
  stack.faults.clear();
  stack.bedrock?.script.clear();
  decline();
  stack.clock.advance(2 * MINUTE_MS);
  await controlOf(stack).run('cleanup-expired-sessions');
  const later = await painter.ended(second.orders, stored);
  await check([...made, ...later], []);
  const highest = Math.max(...first.used, ...second.used);
  expect(highest).toBeGreaterThan(limit - 3);
  expect(highest).toBeLessThanOrEqual(limit);
});

it('the same order, sent 20 times at once and delivered twice, is one job with one request to the model a picture', async () => {
  const painter = await createPainter(stack, { subject: 'zebra' });
  const [sessionId = ''] = painter.sessionIds;
  const generationId = crypto.randomUUID();
  fault('invoke', 'duplicate', 1);
  const answers = await Promise.all(Array.from({ length: 20 }, () => painter.order(sessionId, 2, generationId)));
  expect(answers.map(({ code }) => code)).toEqual(Array(20).fill('ordered'));
  const [generation] = await painter.ended([{ sessionId, jobId: generationId, count: 2 }], stored);
  await painter.renew();
  expect(generation).toMatchObject({ status: 'succeeded', assets: [{}, {}] });
  expect(await painter.used()).toBe(2);
  expect(painter.drawn()).toBe(2);
  expect((await painter.order(sessionId, 1, generationId)).code).toBe('turn_mismatch');
});

it('an order whose attempts are used up fails and is given back once, after one request to the model a picture', async () => {
  const painter = await createPainter(stack, { subject: 'badger' });
  const [sessionId = ''] = painter.sessionIds;
  const before = await painter.order(sessionId, 1);
  await painter.ended([before.order as Order], stored);
  expect([await painter.used(), painter.drawn()]).toEqual([1, 1]);

  // Each attempt at a picture finds or stores the model's picture, and cannot store the finished one in three tries.
  for (const place of Array(9).keys()) {
    fault('s3', 'duplicate', 1, place < 3 ? 2 : 1);
    fault('s3', 'down', 1, 3);
  }
  const { order } = await painter.order(sessionId, 3);
  if (!order) throw new Error('the order was refused');
  expect(await painter.used()).toBe(4);
  const [failed] = await painter.ended([order], stored);
  stack.faults.clear();
  expect(failed).toMatchObject({ status: 'failed', assets: [], error: { failed: 3 } });
  expect([await painter.used(), painter.drawn()]).toEqual([1, 4]);

  await controlOf(stack).run('generate-asset');
  const { lambda } = await controlOf(stack).get<{ lambda: string }>('endpoints');
  const again = { job: 'generate-asset', sub: painter.userId, generationId: order.jobId };
  await fetch(`${lambda}/2015-03-31/functions/coachstream-local-generate-asset/invocations`, {
    method: 'POST',
    headers: { 'x-amz-invocation-type': 'Event' },
    body: JSON.stringify(again),
  });
  for (const job of ['generate-asset', 'mark-failed-job', 'cleanup-expired-sessions']) await controlOf(stack).run(job);
  expect((await painter.order(sessionId, 3, order.jobId)).code).toBe('ordered');
  expect(await painter.generation(sessionId, order)).toMatchObject({ status: 'failed' });
  expect([await painter.used(), painter.drawn()]).toEqual([1, 4]);
});
