import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '#ports/http';
import { createRoutesWorld, PLANNER, START, TURN } from '#testing/simulation/routes-world';

describe('follows of a running turn', () => {
  const start = { turnId: TURN, topic: 'Sleep' };
  const url = { frontDoor: 'function_url' } as const;
  const stream = `/plan/sessions/${TURN}/turns/${TURN}/stream`;

  /** A turn whose model says nothing for the whole test. */
  async function running() {
    const world = await createRoutesWorld(PLANNER, [[{ text: 'Well' }, { waitMs: 3_600_000 }]]);
    await world.open('POST', START, start, url);
    await world.clock.advance(1_000);
    return world;
  }

  it('count once on the streams, and four times as JSON and in other dialects', async () => {
    const { open, follows } = await running();
    const requests: Parameters<typeof open>[] = [
      ['POST', START, start, url],
      ['GET', stream],
      ['POST', START, start, { query: { stream: 'true' } }],
      ['POST', START, start],
      ['GET', stream, undefined, { query: { protocol: 'ag-ui' } }],
    ];
    const counts: unknown[] = [];
    for (const request of requests) {
      await open(...request);
      counts.push(follows());
    }
    expect(counts).toEqual([1, 2, 3, 7, 11]);
  });

  it.each<[string, string, object | undefined, Partial<HttpRequest>]>([
    ['POST', START, start, url],
    ['POST', START, start, {}],
    ['GET', stream, undefined, url],
    ['GET', stream, undefined, {}],
  ])('are refused with 429 and Retry-After at %s %s when the minute is used up', async (...request) => {
    const { open } = await running();
    for (let times = 0; times < 5; times += 1) await open('POST', START, start);
    const { status, type, retryAfter, parts } = await open(...request);
    expect([status, type, JSON.parse((await parts).join('')).error.code]).toEqual([
      429,
      'application/problem+json',
      'rate_limited',
    ]);
    // The minute began with the test, one second ago.
    expect(retryAfter).toBe('59');
  });
});
