import { afterAll, beforeAll, expect, it } from 'vitest';
import { localSettings } from '../settings.ts';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { createPlayer, question } from './player.ts';

const ORIGINS = ['https://one.example', 'https://two.example'];
const NOTICE = 'This coach is on trial.';

let stack: LocalStack;

beforeAll(async () => {
  const environment = { COACH_MAX_STEPS: '2', COACH_NOTICE: NOTICE, ALLOWED_ORIGINS: ORIGINS.join(',') };
  const settings = localSettings(environment, { kind: 'simulated' });
  stack = await startLocalStack({ web: false, latency: { firstMs: 0, tokenMs: 0 }, settings });
});
afterAll(() => stack?.close());

it('a turn takes at most COACH_MAX_STEPS steps', async () => {
  const steps = [{ reasoning: 'Once more.' }, { tool: { name: 'get_recent_games', input: {} } }];
  const body = JSON.stringify([{ match: {}, times: 1, steps }]);
  const headers = { 'content-type': 'application/json' };
  await fetch(`${stack.origin}/local/model/script`, { method: 'POST', headers, body });
  const player = await createPlayer(stack, 'player');
  const { last } = await player.ask(question('Never stop looking'));
  expect(last).toMatchObject({ type: 'complete', steps: 2, stopReason: 'step_limit' });
});

it('every greeting contains COACH_NOTICE', async () => {
  const player = await createPlayer(stack, 'guest');
  const created = await player.api('POST', `/users/guest/coach-creator-sessions`, {});
  expect(JSON.stringify(await created.json())).toContain(NOTICE);
});

it.each(ORIGINS)('ALLOWED_ORIGINS lets %s in beside the web app, on both gateways', async (origin) => {
  const addresses = [`${stack.config.apiUrl}/coach/chat/stream`, `${stack.streamUrls.gameCoach}/coach/chat/stream`];
  for (const address of addresses) {
    for (const asking of [origin, stack.origin]) {
      const headers = { origin: asking, 'access-control-request-method': 'POST' };
      const { headers: answered } = await fetch(address, { method: 'OPTIONS', headers });
      expect(answered.get('access-control-allow-origin')).toBe(asking);
    }
  }
});
