import { describe, expect, it } from 'vitest';
import {
  coach,
  createWorld,
  dieInMidTurn,
  HELLO,
  hasSpent,
  IDLE_MS,
  SESSION,
  turnId,
} from '#testing/simulation/turn-world';

describe('a request for a turn', () => {
  it('is refused while another turn runs, with the id of that turn', async () => {
    const { start, request } = await createWorld([[{ hang: true }]]);
    await start(request(1)).next();
    const refusal = { code: 'turn_in_progress', details: { turnId: turnId(1) }, retryAfterMs: 1_000 };
    await expect(start(request(2)).next()).rejects.toMatchObject(refusal);
  });

  it('is refused as busy when its claim has lost thirteen races', async () => {
    const { start, request, deps, items } = await createWorld();
    let claims = 0;
    deps.turns = {
      ...deps.turns,
      claim: async () => {
        claims += 1;
        return false;
      },
    };
    await expect(start(request(1)).next()).rejects.toMatchObject({ code: 'turn_in_progress', retryAfterMs: 1_000 });
    expect([claims, items('TURN#')]).toEqual([13, []]);
  });

  it('is refused when its parent is not the last message', async () => {
    const { ask, request } = await createWorld();
    await ask(request(1));
    await ask(request(2, 'hi', { parentTurnId: turnId(1) }));
    expect((await ask(request(3, 'hi', { parentTurnId: turnId(1) }))).refusal?.code).toBe('predecessor_mismatch');
    expect((await ask(request(3, 'hi', { parentTurnId: turnId(2) }))).events.at(-1)?.type).toBe('complete');
  });

  it('may name as its parent the last turn, the last completed one, or the parked one that it replaces', async () => {
    for (const parent of [1, 2]) {
      const { ask, request } = await createWorld([HELLO, [{ fail: 'refused' }], HELLO]);
      await ask(request(1));
      await ask(request(2));
      expect((await ask(request(3, 'hi', { parentTurnId: turnId(parent) }))).events.at(-1)?.type).toBe('complete');
    }

    const parked = await createWorld([HELLO, [{ text: 'Half' }, { hang: true }], HELLO]);
    await parked.ask(parked.request(1));
    await dieInMidTurn(parked, parked.request(2));
    await parked.clock.advance(15_000);
    expect((await parked.ask(parked.request(3, 'hi', { parentTurnId: turnId(2) }))).events.at(-1)?.type).toBe(
      'complete',
    );
  });

  it('is refused from the moment at which its session expires', async () => {
    for (const [waitMs, refusal] of [
      [IDLE_MS - 1, undefined],
      [IDLE_MS, { code: 'session_expired', details: { expiresAt: '2026-11-21T10:10:00.000Z' } }],
    ] as const) {
      const { ask, request, clock } = await createWorld();
      await clock.advance(waitMs);
      expect((await ask(request(1))).refusal).toEqual(refusal);
    }
  });

  it('is refused over the turn limit of its session, which a turn that it replaces does not fill', async () => {
    const limits = { ...coach.limits, turnLimit: 1 };
    const full = await createWorld([HELLO], { limits });
    await full.ask(full.request(1));
    expect((await full.ask(full.request(2))).refusal).toEqual({
      code: 'turn_limit_reached',
      details: { limit: 'turns' },
    });

    const parked = await createWorld([[{ text: 'Half' }, { hang: true }], HELLO], { limits });
    await dieInMidTurn(parked, parked.request(1));
    await parked.clock.advance(15_000);
    const { events } = await parked.ask(parked.request(2));
    expect(events.at(-1)).toMatchObject({ type: 'complete', turnsUsed: 1, turnsRemaining: 0 });
  });

  it('is refused when its session belongs to another user or does not exist', async () => {
    const { ask, request, ref } = await createWorld();
    for (const other of [
      { ...ref, sub: 'another' },
      { ...ref, sessionId: `${SESSION.slice(0, -1)}1` },
    ]) {
      expect((await ask(request(1, 'hi', { ref: { ...other, turnId: turnId(1) } }))).refusal?.code).toBe('not_found');
    }
  });

  it('is refused by its coach before anything is written', async () => {
    const { ask, request, items, model } = await createWorld();
    expect((await ask(request(1, 'forbidden'))).refusal?.code).toBe('validation_failed');
    expect([items('TURN#').length, model.calls.length]).toEqual([0, 0]);
  });

  it('is refused over the rate limit of the minute, and accepted in the next minute', async () => {
    const { start, ask, request, clock } = await createWorld();
    for (let number = 1; number <= 10; number += 1) for await (const _ of start(request(number)));
    expect((await ask(request(11))).refusal).toEqual({ code: 'rate_limited', details: { retryAfterMs: 60_000 } });
    expect((await ask(request(1))).events.at(-1)?.type).toBe('complete');
    await clock.advance(1_000);
    expect((await ask(request(11))).events.at(-1)?.type).toBe('complete');
  });

  it('is refused over the month’s budget, with what remains of it', async () => {
    const world = await createWorld();
    const { ask, request, items } = world;
    await hasSpent(world, 100_000 - 104);
    expect((await ask(request(1))).refusal).toEqual({
      code: 'budget_exhausted',
      details: { remaining: 104, estimate: 105, periodEnd: '2026-12-01T00:00:00.000Z' },
    });
    expect(items('TURN#')).toEqual([]);
    await hasSpent(world, 100_000 - 105);
    expect((await ask(request(1))).events.at(-1)?.type).toBe('complete');
  });
});
