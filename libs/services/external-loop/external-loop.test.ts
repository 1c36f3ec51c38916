import { describe, expect, it } from 'vitest';
import { createExternalLoopWorld, said, used } from '#testing/simulation/external-loop-world';
import { HELLO, turnId } from '#testing/simulation/turn-world';

const MINUTE = 60_000;
const OTHER = '6f1c1b1e-0000-4000-8000-00000000000f';
const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );

describe('preflight', () => {
  it('admits, opens a session under its own id, and sets the estimate of a turn aside', async () => {
    const world = await createExternalLoopWorld();
    const answer = await world.preflight();
    // 'static', 'dynamic' and the message, and the first answer.
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

  it('tells the history of what was recorded, and waits for no turn', async () => {
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

  it('counts against messages a minute and sessions an hour', async () => {
    const world = await createExternalLoopWorld();
    const { sessionId } = await world.preflight();
    for (let asked = 1; asked < 30; asked += 1) await world.preflight(sessionId);
    expect(await codeOf(world.preflight(sessionId))).toBe('rate_limited');
    await world.clock.advance(MINUTE);
    for (let opened = 1; opened < 20; opened += 1) await world.preflight();
    expect(await codeOf(world.preflight())).toBe('rate_limited');
    expect(await codeOf(world.preflight(sessionId))).toBe('done');
  });

  it('refuses what a turn would refuse', async () => {
    const world = await createExternalLoopWorld();
    expect(await codeOf(world.preflight(OTHER))).toBe('not_found');
    expect(await codeOf(world.preflight(undefined, 'forbidden'))).toBe('validation_failed');
    expect(await codeOf(world.preflight(undefined, 'x'.repeat(450_000)))).toBe('budget_exhausted');
    expect(world.items('RES#')).toEqual([]);
  });

  it('takes the one preview, also of two who want it at once; an empty stop gives it back', async () => {
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
  it('charges and stores once, however often it is told, also at once', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    await Promise.all([world.record(place), world.record(place), world.record(place, used(1, 1))]);
    await world.record(place, used(9_000, 9_000));
    const [reservation] = world.items('RES#');
    expect(reservation).toMatchObject({ state: 'settled' });
    expect([350, 2]).toContain(reservation?.['amount']);
    expect(world.items('MSG#')).toHaveLength(2);
    expect(world.items('SESSION#')).toMatchObject([{ title: 'How was I?', nextSeq: 2, turnsUsed: 1 }]);
  });

  it('keeps every message when many record in one session', async () => {
    const world = await createExternalLoopWorld();
    const first = await world.preflight();
    const places = [first, ...(await Promise.all([1, 2, 3, 4, 5].map(() => world.preflight(first.sessionId))))];
    const recording = Promise.all(places.map((place) => world.record(place)));
    await world.clock.advance(MINUTE);
    await recording;
    expect(world.items('MSG#').map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, seq) => seq));
    expect(world.items('BUDGET#')).toMatchObject([{ spent: 6 * 350, committed: 6 * 350, live: 0 }]);
  });

  it('stands behind the answer of a turn that was under way', async () => {
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

  it('knows no reservation of another person, session or turn', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    await Array.fromAsync(world.turn(turnId(1), place.sessionId));
    const attempts = [
      world.record(place, used(1, 1), said(), 'somebody-else'),
      world.record({ ...place, sessionId: OTHER }),
      world.record({ ...place, reservationId: OTHER }),
      world.record({ ...place, reservationId: turnId(1) }),
      world.abort({ ...place, reservationId: turnId(1) }),
      world.abort(place, [], 'somebody-else'),
    ];
    expect(await Promise.all(attempts.map(codeOf))).toEqual(attempts.map(() => 'not_found'));
    expect(world.items('RES#').filter(({ state }) => state === 'held')).toHaveLength(1);
  });

  it('orders a summary of what falls out of the window, as a turn does', async () => {
    const world = await createExternalLoopWorld();
    const first = await world.preflight();
    await world.record(first);
    for (let more = 1; more < 12; more += 1) {
      await world.clock.advance(MINUTE);
      await world.record(await world.preflight(first.sessionId));
    }
    const payload = { sub: 'a-player', kind: 'game_coach', sessionId: first.sessionId };
    const orders = world.started.map(({ job, payload }) => ({ job, payload }));
    // Of 24 messages, when the 18th and the 24th were stored.
    expect(orders).toEqual(Array(2).fill({ job: 'summarize-conversation', payload }));
    expect(world.items('summarize-conversation#')).toEqual([]);
  });

  it.each([
    ['begins with an answer', ['assistant', 'user']],
    ['ends with a question', ['user', 'assistant', 'user']],
    ['says two things at once', ['user', 'user', 'assistant']],
  ] as const)('keeps out of the prompt what models refuse: a turn that %s', async (_, roles) => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    const messages = roles.map((role) => ({ role, content: role }));
    await world.record(place, used(1, 1), messages);
    expect(world.items('MSG#')).toHaveLength(roles.length);
    expect((await world.preflight(place.sessionId)).history).toEqual([]);
  });

  it('is paid and not kept when the session was deleted', async () => {
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
  it('costs nothing where nothing was produced, and charges a late record all the same', async () => {
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

  it('charges the input and what was produced, and keeps it, marked, out of the history', async () => {
    const world = await createExternalLoopWorld('free');
    const place = await world.preflight();
    await world.abort(place, said('How was I?', 'Goo'));
    await world.abort(place, said());
    await world.record(place);
    const [reservation] = world.items('RES#');
    expect(reservation).toMatchObject({ state: 'settled', amount: Number(reservation?.['inputTokens']) + 1 });
    expect(world.items('MSG#').map(({ role, partial }) => [role, partial])).toEqual([
      ['user', undefined],
      ['assistant', true],
    ]);
    expect(world.items('SESSION#')[0]).not.toHaveProperty('lastCompletedTurn');
    expect(await codeOf(world.preflight(place.sessionId))).toBe('preview_used');
  });
});

describe('a hold that nobody comes back for', () => {
  it('is given back by the sweeper after twenty minutes, with the preview', async () => {
    const world = await createExternalLoopWorld('free');
    const place = await world.preflight();
    await world.clock.advance(19 * MINUTE);
    expect(await world.sweep()).toMatchObject({ released: 0 });
    await world.clock.advance(MINUTE);
    expect(await world.sweep()).toMatchObject({ released: 1 });
    expect(await world.sweep()).toMatchObject({ released: 0 });
    expect(world.items('RES#')).toMatchObject([{ state: 'expired', amount: 0 }]);
    expect(world.items('PROFILE')[0]).not.toHaveProperty('previewClaim');

    await world.record(place);
    await world.record(place);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', amount: 350 }]);
    expect(world.items('BUDGET#')).toMatchObject([{ committed: 350, spent: 350, live: 0 }]);
    expect(world.items('MSG#')).toHaveLength(2);
    expect(world.items('PROFILE')).toMatchObject([{ previewClaim: place.turnId }]);
  });

  it('is charged by a late stop for what was produced, and by an empty one for nothing', async () => {
    const world = await createExternalLoopWorld();
    const place = await world.preflight();
    await world.clock.advance(21 * MINUTE);
    await world.sweep();
    await world.abort(place);
    expect(world.items('RES#')).toMatchObject([{ state: 'expired', amount: 0 }]);
    await world.abort(place, said());
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', amount: expect.any(Number) }]);
    expect(world.items('MSG#')).toHaveLength(2);
  });
});
