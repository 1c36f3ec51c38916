import { describe, expect, it } from 'vitest';
import { isoOf } from '#ports/clock';
import { createExternalLoopWorld, said, used } from '#testing/simulation/external-loop-world';
import { coach, dieInMidTurn, HELLO, turnId } from '#testing/simulation/turn-world';
import { parkTurn } from '../turn/close-turn.ts';

const MINUTE = 60_000;
const OTHER = '6f1c1b1e-0000-4000-8000-00000000000f';
const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('preflight', () => {
  it('admits a preflight, opens a session without messages and holds the estimate of a turn', async () => {
    const world = await createExternalLoopWorld();
    const answer = await world.preflight();
    // The input is 'static', 'dynamic' and the message. 100 is the maximum output.
    const inputTokens = Math.ceil('staticdynamicHow was I?'.length / 3);
    expect(answer).toEqual({
      sessionId: answer.turnId,
      reservationId: answer.turnId,
      turnId: answer.turnId,
      estimatedTokens: inputTokens + 100,
      budgetRemaining: 150_000 - inputTokens - 100,
      isFreePreview: false,
      history: [],
      systemMessage: 'static\n\ndynamic',
    });
    expect(world.items('RES#')).toMatchObject([{ state: 'held', amount: inputTokens + 100, inputTokens }]);
    expect(world.items('SESSION#')).toMatchObject([{ sessionId: answer.turnId, nextSeq: 0, turnsUsed: 0 }]);
    expect(world.items('SESSION#')[0]).not.toHaveProperty('activeTurn');
    expect([...world.items('TURN#'), ...world.items('MSG#')]).toEqual([]);
    expect(world.ledger()).toEqual(world.ledger().map(({ due }) => ({ kept: due, due })));
  });

  it('returns recorded messages as history and does not wait for a running turn', async () => {
    const world = await createExternalLoopWorld('pro', [[{ waitMs: 5_000 }, ...HELLO]]);
    const first = await world.preflight();
    await world.record(first);
    const turn = world.turn(turnId(1), first.sessionId);
    await turn.next();
    expect((await world.preflight(first.sessionId)).history).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'How was I?' }] },
      { role: 'assistant', content: [{ type: 'text', text: 'Good.' }] },
    ]);
  });

  it('counts a preflight in the message rate per minute and the session rate per hour', async () => {
    const world = await createExternalLoopWorld();
    const { sessionId } = await world.preflight();
    for (let asked = 1; asked < 30; asked += 1) await world.preflight(sessionId);
    expect(await codeOf(world.preflight(sessionId))).toBe('rate_limited');
    await world.clock.advance(MINUTE);
    for (let opened = 1; opened < 20; opened += 1) await world.preflight();
    expect(await codeOf(world.preflight())).toBe('rate_limited');
    expect(await codeOf(world.preflight(sessionId))).toBe('done');
  });

  it('refuses a preflight for the same reasons as a turn', async () => {
    const world = await createExternalLoopWorld();
    const { sessionId } = await world.preflight();
    const [session = {}] = world.items('SESSION#');
    for (const [changes, code] of [
      [{ status: 'ended' }, 'session_ended'],
      [{ status: 'expired' }, 'session_expired'],
      [{ expiresAt: isoOf(world.clock.now()) }, 'session_expired'],
      [{}, 'done'],
    ] as const) {
      await world.putItem({ ...session, ...changes });
      expect(await codeOf(world.preflight(sessionId))).toBe(code);
    }
    expect(await codeOf(world.preflight(OTHER))).toBe('not_found');
    expect(await codeOf(world.preflight(undefined, 'forbidden'))).toBe('validation_failed');
    expect(await codeOf(world.preflight(undefined, 'x'.repeat(450_000)))).toBe('budget_exhausted');
    expect(world.items('RES#')).toHaveLength(2);
  });

  it('refuses a preflight over the turn limit of its session', async () => {
    const world = await createExternalLoopWorld('pro', [HELLO], { limits: { ...coach.limits, turnLimit: 1 } });
    const first = await world.preflight();
    await world.record(first);
    expect(await codeOf(world.preflight(first.sessionId))).toBe('turn_limit_reached');
  });

  it('answers that the client may try again when a preflight or a record loses every race', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    const { reservations } = world.deps;
    world.deps.reservations = { ...reservations, reserve: async () => false, settle: async () => false };
    const again = { code: 'dependency_unavailable', retryAfterMs: 1_000 };
    await expect(world.preflight()).rejects.toMatchObject(again);
    await expect(world.record(place)).rejects.toMatchObject(again);
  });

  it('claims the one preview for one of two concurrent preflights and returns it after an empty abort', async () => {
    const world = await createExternalLoopWorld('free');
    const both = await Promise.allSettled([world.preflight(), world.preflight()]);
    const won = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(won).toMatchObject([{ isFreePreview: true }]);
    expect(both).toContainEqual(expect.objectContaining({ reason: expect.objectContaining({ code: 'preview_used' }) }));
    const [first] = won;
    if (!first) return;
    await world.abort(first);
    const next = await world.preflight();
    await world.record(next);
    expect(await codeOf(world.preflight())).toBe('preview_used');
  });
});

describe('record', () => {
  it('charges and stores recorded work once when it is recorded repeatedly and concurrently', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    const codes = await Promise.all(
      [world.record(place), world.record(place), world.record(place, used(1, 1))].map(codeOf),
    );
    expect(codes).toContain('turn_mismatch');
    expect(await codeOf(world.record(place, used(9_000, 9_000)))).toBe('turn_mismatch');
    const [reservation] = world.items('RES#');
    expect(reservation).toMatchObject({ state: 'settled' });
    expect([350, 2]).toContain(reservation?.['amount']);
    expect(world.items('MSG#')).toHaveLength(2);
    expect(world.items('SESSION#')).toMatchObject([{ title: 'How was I?', nextSeq: 2, turnsUsed: 1 }]);
  });

  it('stores every message when several records of one session are concurrent', async () => {
    const world = await createExternalLoopWorld();
    const first = await world.preflight();
    const places = [first, ...(await Promise.all([1, 2, 3, 4, 5].map(() => world.preflight(first.sessionId))))];
    const recording = Promise.all(places.map((place) => world.record(place)));
    await world.clock.advance(MINUTE);
    await recording;
    expect(world.items('MSG#').map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, seq) => seq));
    expect(world.items('BUDGET#')).toMatchObject([{ spent: 6 * 350, committed: 6 * 350, live: 0 }]);
  });

  it('stores recorded messages after the answer of a turn that is running', async () => {
    const world = await createExternalLoopWorld('pro', [[{ waitMs: 5_000 }, ...HELLO]]);
    const place = await world.preflight();
    const turn = world.turn(turnId(1), place.sessionId);
    await turn.next();
    await world.record(place);
    const rest = Array.fromAsync(turn);
    await world.clock.advance(10_000);
    expect((await rest).at(-1)?.event.type).toBe('complete');
    expect(world.items('MSG#').map((message) => message['turnId'])).toEqual([
      turnId(1),
      turnId(1),
      place.turnId,
      place.turnId,
    ]);
    expect(world.items('SESSION#')).toMatchObject([{ nextSeq: 104, skipped: 100, turnsUsed: 2 }]);
  });

  it('finds no reservation of another user, session or turn', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    await Array.fromAsync(world.turn(turnId(1), place.sessionId));
    const attempts = [
      world.record(place, used(1, 1), said(), 'another-user'),
      world.record({ ...place, sessionId: OTHER }),
      world.record({ ...place, reservationId: OTHER }),
      world.record({ ...place, reservationId: turnId(1) }),
      world.abort({ ...place, reservationId: turnId(1) }),
      world.abort(place, [], 'another-user'),
    ];
    expect(await Promise.all(attempts.map(codeOf))).toEqual(attempts.map(() => 'not_found'));
    expect(world.items('RES#').filter(({ state }) => state === 'held')).toHaveLength(1);
  });

  it('orders a summary when recorded messages leave the window, as a turn does', async () => {
    const world = await createExternalLoopWorld();
    const first = await world.preflight();
    await world.record(first);
    for (let more = 1; more < 12; more += 1) {
      await world.clock.advance(MINUTE);
      await world.record(await world.preflight(first.sessionId));
    }
    const payload = { sub: 'a-player', kind: 'game_coach', sessionId: first.sessionId };
    const orders = world.started.map(({ job, payload }) => ({ job, payload }));
    // 24 messages were stored. The 18th and the 24th each order a summary.
    expect(orders).toEqual(Array(2).fill({ job: 'summarize-conversation', payload }));
    expect(world.items('summarize-conversation#')).toEqual([]);
  });

  it('stores recorded messages after the answer of a parked turn that continues', async () => {
    const world = await createExternalLoopWorld('pro', [[{ text: 'Half' }, { hang: true }], HELLO]);
    const place = await world.preflight();
    const start = () => world.turn(turnId(1), place.sessionId);
    await dieInMidTurn({ ...world, start } as never, undefined as never);
    await world.clock.advance(15_000);
    const ref = { sub: 'a-player', kind: 'game_coach', sessionId: place.sessionId, turnId: turnId(1) } as const;
    expect(await parkTurn(ref, (await world.deps.turns.find(ref)) as never, world.deps)).toBe(true);
    await world.record(place);
    expect((await Array.fromAsync(start())).at(-1)?.event.type).toBe('complete');
    const [own, recorded] = [turnId(1), place.turnId];
    expect(world.items('MSG#').map((message) => message['turnId'])).toEqual([own, own, recorded, recorded]);
  });

  it('charges recorded work without storing it when the session was deleted', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    const ref = { sub: 'a-player', kind: 'game_coach' as const, sessionId: place.sessionId };
    await world.deps.sessions.markDeleted(ref, { id: 'x', job: 'delete-user-data', payload: {} }, world.clock.now());
    expect([await codeOf(world.record(place)), await codeOf(world.record(place))]).toEqual(['not_found', 'not_found']);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', amount: 350 }]);
    expect(world.items('MSG#')).toEqual([]);
  });
});

describe('abort', () => {
  it('charges nothing for an abort without output but charges a later record', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    await world.abort(place);
    await world.abort(place);
    expect(world.items('RES#')).toMatchObject([{ state: 'released', amount: 0 }]);
    await world.abort(place, said());
    expect(world.items('RES#')).toMatchObject([{ state: 'released', amount: 0 }]);
    await world.record(place);
    await world.abort(place);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', amount: 350 }]);
  });

  it('charges an aborted answer and stores it as the partial answer of a stopped turn', async () => {
    const world = await createExternalLoopWorld('free');
    const place = await world.preflight();
    await world.abort(place, said('How was I?', 'Goo'));
    await world.abort(place, said());
    const [reservation] = world.items('RES#');
    expect(reservation).toMatchObject({
      state: 'settled',
      source: 'estimate',
      amount: Number(reservation?.['inputTokens']) + 1,
    });
    expect(world.items('MSG#').map(({ role, partial, turnStatus }) => [role, partial, turnStatus])).toEqual([
      ['user', undefined, 'aborted'],
      ['assistant', true, 'aborted'],
    ]);
    expect(world.items('SESSION#')[0]).not.toHaveProperty('lastCompletedTurn');
    expect(await codeOf(world.preflight(place.sessionId))).toBe('preview_used');
  });
});
