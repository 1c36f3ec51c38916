import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Budget } from '#contract/budget-responses';
import { chargeOf } from '#contract/usage';
import { WAIT_LIMIT_MS } from '#testing/limits';
import { type LocalStack, startLocalStack } from '../stack.ts';
import { aTurn, createPerson, type Person, read } from './person.ts';

let stack: LocalStack;
/** What the stack has told its developer. */
const said: string[] = [];

beforeAll(async () => {
  const say = (line: string) => void said.push(line);
  stack = await startLocalStack({ web: false, indexLagMs: 0, latency: { firstMs: 0, tokenMs: 0 }, say });
});
afterAll(() => stack.close());

const callsWith = (text: string) =>
  (stack.bedrock?.calls() ?? []).filter(({ body }) => JSON.stringify(body).includes(text));

describe('the same turn, posted fifty times at once', () => {
  const POSTS = 50;

  /** @returns the requests that reached the model, the turn's usage and the tokens that the person was charged. */
  async function postAtOnce(tier: string) {
    const text = `at once on ${tier}`;
    stack.bedrock?.script.add([{ match: { contains: text }, times: POSTS, steps: [{ text: 'One.', delayMs: 300 }] }]);
    const whose = await createPerson(stack, `at-once-${tier}`, tier);
    const sessionId = await whose.createSession();
    const body = aTurn(text);
    const outcomes = await Promise.all(
      Array.from({ length: POSTS }, (_, place) => whose.turn(sessionId, body, place % 2 === 0 ? 1 : 2)),
    );
    const ends = outcomes.map(({ last }) => last).filter((last) => last?.type === 'complete');
    expect(ends.length).toBeGreaterThan(0);
    const [end] = ends;
    if (end?.type !== 'complete') throw new Error('no turn was completed');
    const { used, held } = await whose.get<Budget>('/coach/budget');
    expect(held).toBe(0);
    const lost = (await whose.reservations()).filter(({ id }) => id.startsWith(`${body.turnId}.`));
    return { calls: callsWith(text), usage: end.usage, used, lost };
  }

  it('sends one request to the model for a free user', async () => {
    const { calls, usage, used } = await postAtOnce('free');
    expect(calls).toHaveLength(1);
    expect(used).toBe(chargeOf(usage));
  });

  it('charges each request that reached the model by its input to a paying user', async () => {
    const { calls, usage, used, lost } = await postAtOnce('studio');
    // A request that is aborted while it is being sent may be charged without being seen by the model.
    expect(lost.length).toBeGreaterThanOrEqual(calls.length - 1);
    // The product's own estimate of the input is never below what the model counts.
    for (const { state, amount } of lost) expect(state === 'settled' && amount >= usage.inputTokens).toBe(true);
    expect(used).toBe(chargeOf(usage) + lost.reduce((sum, { amount }) => sum + amount, 0));
    process.stdout.write(`the same turn ${POSTS} times: ${calls.length} model requests, ${used} tokens charged\n`);
  });
});

describe('a body with bytes that are not UTF-8', () => {
  const send = async (path: 1 | 2 | 3) => {
    const whose = await createPerson(stack, `bytes-${path}`, 'pro');
    const sessionId = await whose.createSession();
    const [before = '', after = ''] = JSON.stringify(aTurn('bytes @')).split('@');
    const body = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from(after)]);
    const method = path === 3 ? 'PUT' : 'POST';
    return read(await fetch(whose.addressOf(path, sessionId), { method, headers: whose.headers(), body }), path);
  };

  it('is refused at the Function URL, where the declared length shows it', async () => {
    expect((await send(1)).refusal).toMatchObject({ status: 400, code: 'bad_json' });
  });

  it.each([2, 3] as const)(
    'reaches the turn with U+FFFD on path %i, because API Gateway replaces them',
    async (path) => {
      expect((await send(path)).last?.type).toBe('complete');
      expect(callsWith('bytes \ufffd')).not.toEqual([]);
    },
  );
});

describe('a person who reconnects a thousand times', () => {
  const MINUTE_MS = 60_000;

  it('opens at most twenty readers a minute, and is refused the others', async () => {
    const silence = [{ text: 'At last.', delayMs: 2 * WAIT_LIMIT_MS }];
    stack.bedrock?.script.add([{ match: { contains: 'keep silent' }, steps: silence }]);
    const whose = await createPerson(stack, 'impatient', 'studio');
    const sessionId = await whose.createSession();
    const body = aTurn('keep silent');
    stack.clock.advance(MINUTE_MS - (stack.clock.now() % MINUTE_MS));
    await whose.renew();
    const request = { method: 'POST', headers: whose.headers(), body: JSON.stringify(body) };
    const minute = () => Math.floor(stack.clock.now() / MINUTE_MS);
    const firstMinute = minute();
    const producer = await fetch(whose.addressOf(1, sessionId), request);
    const statuses = await Promise.all(
      Array.from({ length: 1_000 }, async (_, place) => {
        const response = await fetch(whose.addressOf(place % 2 === 0 ? 1 : 2, sessionId), request);
        await response.body?.cancel();
        return response.status;
      }),
    );
    const opened = statuses.filter((status) => status === 200).length;
    expect(opened).toBeGreaterThan(0);
    // A busy machine takes longer than a minute.
    expect(opened).toBeLessThanOrEqual(20 * (1 + minute() - firstMinute));
    expect(statuses.filter((status) => status === 429)).toHaveLength(1_000 - opened);
    const stopped = await whose.api('POST', `${whose.sessionPath(sessionId)}/turns/${body.turnId}/abort`);
    expect(stopped.status).toBe(200);
    await producer.body?.cancel();
  });
});

describe('three hundred turns at once, of which the model says nothing for six seconds', () => {
  const MAX_TRIES = 20;

  /**
   * Sends a turn again until it is answered, as clients do.
   *
   * @returns the number of refusals for want of storage.
   * @throws Error when the turn ends otherwise, or is refused {@link MAX_TRIES} times.
   */
  async function answered(whose: Person, sessionId: string): Promise<number> {
    const body = aTurn('be silent');
    for (let refusals = 0; refusals < MAX_TRIES; refusals += 1) {
      const { last, refusal } = await whose.turn(sessionId, body);
      if (last?.type === 'complete') return refusals;
      const code = refusal?.code ?? (last?.type === 'error' ? last.code : last?.type);
      if (code !== 'dependency_unavailable') throw new Error(`a turn ended with ${code}`);
    }
    throw new Error(`storage refused the same turn ${MAX_TRIES} times`);
  }

  it('are all answered on one machine, at once unless the stack says that the machine is too slow', async () => {
    const silence = [{ text: 'At last.', delayMs: 6_000 }];
    stack.bedrock?.script.add([{ match: { contains: 'be silent' }, times: 300, steps: silence }]);
    const sessions = await Promise.all(
      Array.from({ length: 60 }, async (_, place) => {
        const whose = await createPerson(stack, `silent-${place}`, 'studio');
        const opened: { whose: Person; sessionId: string }[] = [];
        for (let session = 0; session < 5; session += 1) opened.push({ whose, sessionId: await whose.createSession() });
        return opened;
      }),
    );
    const refusals = await Promise.all(sessions.flat().map(({ whose, sessionId }) => answered(whose, sessionId)));
    expect(refusals).toHaveLength(300);
    const isSlow = said.some((line) => line.includes('this machine is too slow for so many requests at once'));
    if (!isSlow) expect(Math.max(...refusals)).toBe(0);
  });
});
