import { expect, it } from 'vitest';
import { passing } from '#testing/manual-clock';
import { createWorld, turnId } from '#testing/simulation/turn-world';
import { abortTurn } from './abort-turn.ts';
import { writeRate } from './rates.ts';

it('counts a stop of an unknown turn as a write, and never refuses a stop of a turn that exists', async () => {
  const world = await createWorld([[{ text: 'Half' }, { hang: true }]]);
  const { deps, clock, ref, items } = world;
  const stop = (number: number) => passing(clock, abortTurn({ ...ref, turnId: turnId(number) }, deps), 2_500);
  expect((await stop(2)).accepted).toBe(false);
  await world.start(world.request(1)).next();
  while (await deps.rates.count(ref.sub, writeRate(clock.now())));
  await expect(stop(3)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: expect.any(Number) });
  expect((await stop(1)).status).toBe('aborted');
  expect((await stop(1)).status).toBe('aborted');
  expect((await stop(2)).status).toBe('aborted');
  expect(items('RATE#writes')).toMatchObject([{ count: 60 }]);
  expect(items('TURN#').map((turn) => turn['turnId'])).toEqual([turnId(1), turnId(2)]);
});
