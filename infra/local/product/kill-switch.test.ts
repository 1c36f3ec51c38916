import { afterAll, beforeAll, expect, it } from 'vitest';
import { localSettings } from '../settings.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { createPlayer, question } from './player.ts';

let stack: LocalStack;

beforeAll(async () => {
  const settings = localSettings({ STREAM_CONCURRENCY: '0' }, { kind: 'simulated' });
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 }, settings });
});
afterAll(() => stack?.close());

it('STREAM_CONCURRENCY at 0 refuses turns on each path as AWS does, and all else continues', async () => {
  const player = await createPlayer(stack, 'player');
  const ask = async (path: 1 | 2 | 3) => {
    const body = JSON.stringify(question('Hello'));
    const answer = await fetch(player.addressOf(path), { method: 'POST', headers: player.headers(), body });
    return [answer.status, await answer.json()];
  };
  const internal = { error: expect.objectContaining({ code: 'internal' }) as object };
  expect(await ask(1)).toEqual([429, { Message: 'Rate Exceeded.' }]);
  expect(await ask(2)).toEqual([500, internal]);
  expect(await ask(3)).toEqual([500, internal]);
  expect((await player.api('GET', '/coach/games')).status).toBe(200);
});
