import { describe, expect, it } from 'vitest';
import { abortTurn } from '#services/abort-turn';
import { turnStatus } from '#services/turn-status';
import type { ModelStep } from '#testing/scripted-model';
import { becomes, createWorld, dieInMidTurn, HELLO, SUB, turnId, type World } from '#testing/simulation/turn-world';
import { parkTurn } from './close-turn.ts';

const HALF: readonly ModelStep[] = [{ text: 'Half' }, { hang: true }];

const createOpening = (scripts: readonly (readonly ModelStep[])[] = [HELLO]) =>
  createWorld(scripts, { open: () => ({ answers: 0 }) });
const refOf = (world: World, number: number) => world.opening(number).ref;
const sessionOf = (world: World, number: number) =>
  world.items('SESSION#').find(({ sessionId }) => sessionId === turnId(number));
const typesOf = ({ events }: Awaited<ReturnType<World['ask']>>) => events.map(({ type }) => type);
const sessionsCounted = (world: World) => world.items('RATE#sessions#2026')[0]?.['count'];

describe('a turn that opens its session', () => {
  it('creates the session with its claim under its own id, and counts it against the hour', async () => {
    const world = await createOpening();
    const { events } = await world.ask(world.opening(1));
    const expiresAt = '2026-11-21T10:10:00.000Z';
    expect(events[0]).toMatchObject({ type: 'start', sessionId: turnId(1), turnsUsed: 1, expiresAt });
    expect(sessionOf(world, 1)).toMatchObject({
      sub: SUB,
      status: 'active',
      state: { answers: 1 },
      title: 'A title',
      turnsUsed: 1,
      nextSeq: 2,
      lastTurn: turnId(1),
      lastCompletedTurn: turnId(1),
      tokensIn: 100,
      tokensOut: 20,
    });
    expect(sessionOf(world, 1)).not.toHaveProperty('activeTurn');
    expect(sessionsCounted(world)).toBe(1);
    const page = await world.sessions.list({ sub: SUB, kind: world.ref.kind, limit: 10, sortOrder: 'desc' } as never);
    expect(page.items.map(({ sessionId }) => sessionId)).toContain(turnId(1));
  });

  it('is replayed when it is requested again, and opens no second session', async () => {
    const world = await createOpening();
    const live = await world.ask(world.opening(1));
    const before = JSON.stringify(world.items(''));
    expect((await world.ask(world.opening(1))).frames).toEqual(live.frames);
    expect((await world.ask(world.opening(1, 'another'))).refusal?.code).toBe('turn_mismatch');
    expect([JSON.stringify(world.items('')), world.model.calls.length]).toEqual([before, 1]);
  });

  it('creates one session when it is sent twice at once, and the second request follows', async () => {
    const world = await createOpening([[{ text: 'Hel' }, { waitMs: 500 }, { text: 'lo' }]]);
    const [first, second] = await Promise.all([world.ask(world.opening(1)), world.ask(world.opening(1))]);
    expect(typesOf(first)).toEqual(['start', 'chunk', 'chunk', 'complete']);
    expect(second.frames).toEqual(first.frames);
    expect([sessionsCounted(world), sessionOf(world, 1)?.['turnsUsed'], world.items('RES#').length]).toEqual([1, 1, 1]);
  });

  it('is followed by further turns in its session, which have it in their history', async () => {
    const world = await createOpening();
    await world.ask(world.opening(1));
    const second = world.request(2, 'and now?', {
      ref: { ...refOf(world, 1), turnId: turnId(2) },
      parentTurnId: turnId(1),
    });
    expect(typesOf(await world.ask(second)).at(-1)).toBe('complete');
    expect(world.model.calls[1]?.request.messages).toHaveLength(3);
    expect(sessionsCounted(world)).toBe(1);
  });

  it('ends as stopped without a session when the stop came first', async () => {
    const world = await createOpening();
    const ref = refOf(world, 1);
    expect(await abortTurn(ref, world.deps, true)).toMatchObject({ status: 'aborted', sessionId: turnId(1), text: '' });
    expect(await turnStatus(ref, world.deps)).toMatchObject({ status: 'aborted', text: '', lastEventId: '1-1' });
    expect(await world.ask(world.opening(1))).toMatchObject({ events: [{ type: 'aborted', aiResponse: '' }] });
    expect([sessionOf(world, 1), world.items('RES#').length, world.model.calls.length]).toEqual([undefined, 0, 0]);
    await expect(abortTurn(refOf(world, 2), world.deps)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('ends as stopped when the stop overtakes its claim', async () => {
    const world = await createOpening();
    await becomes(world, { tier: 'pro' });
    const { claim } = world.deps.turns;
    world.deps.turns = {
      ...world.deps.turns,
      claim: async (wish) => {
        await abortTurn(refOf(world, 1), world.deps, true);
        return claim(wish);
      },
    };
    expect(typesOf(await world.ask(world.opening(1)))).toEqual(['aborted']);
    expect([sessionOf(world, 1), sessionsCounted(world)]).toEqual([undefined, undefined]);
    expect(world.items('RES#')).toMatchObject([{ state: 'settled' }]);
    expect(world.model.calls[0]?.wasAborted()).toBe(true);
  });

  it('is refused when its id already names a turn of another session, without asking the model', async () => {
    const world = await createOpening();
    await becomes(world, { tier: 'pro' });
    await world.ask(world.opening(1));
    const before = JSON.stringify(world.items(''));
    const elsewhere = { ...world.opening(1), ref: { ...refOf(world, 1), sessionId: turnId(2) } };
    expect((await world.ask(elsewhere)).refusal?.code).toBe('turn_mismatch');
    expect([JSON.stringify(world.items('')), world.model.calls.length]).toEqual([before, 1]);
  });

  it('is not found and creates nothing after its session was deleted or all its items are gone', async () => {
    const world = await createOpening();
    await world.ask(world.opening(1));
    const order = { id: 'delete', job: 'delete-user-data', payload: {} } as const;
    await world.sessions.markDeleted(refOf(world, 1), order, world.clock.now());
    expect((await world.ask(world.opening(1))).refusal?.code).toBe('not_found');
    await expect(abortTurn(refOf(world, 1), world.deps, true)).rejects.toMatchObject({ code: 'not_found' });
    await world.sessions.remove(refOf(world, 1));
    expect(sessionOf(world, 1)).toBeUndefined();
    const before = JSON.stringify(world.items(''));
    expect((await world.ask(world.opening(1))).refusal?.code).toBe('not_found');
    expect([JSON.stringify(world.items('')), world.model.calls.length]).toEqual([before, 1]);
  });

  it('is read again instead of refused when a read saw only a part of it', async () => {
    const world = await createOpening();
    const live = await world.ask(world.opening(1));
    const { load } = world.deps.turns;
    let isHalf = true;
    world.deps.turns = {
      ...world.deps.turns,
      load: async (request) => {
        const loaded = await load(request);
        const read = isHalf ? { ...loaded, turn: undefined, session: undefined } : loaded;
        isHalf = false;
        return read;
      },
    };
    expect((await world.ask(world.opening(1))).frames).toEqual(live.frames);
  });

  it('is refused over the sessions of the hour with nothing written, and accepted in the next hour', async () => {
    const world = await createOpening();
    for (let number = 1; number <= 5; number += 1) await world.ask(world.opening(number));
    const before = JSON.stringify(world.items(''));
    const { refusal } = await world.ask(world.opening(6));
    expect(refusal?.code).toBe('rate_limited');
    expect(Number(refusal?.details?.['retryAfterMs'])).toBeGreaterThan(60_000);
    expect([JSON.stringify(world.items('')), world.model.calls.length]).toEqual([before, 5]);
    const further = world.request(7, 'hi', { ref: { ...refOf(world, 1), turnId: turnId(7) } });
    expect(typesOf(await world.ask(further)).at(-1)).toBe('complete');
    await world.clock.advance(60 * 60_000);
    expect(typesOf(await world.ask(world.opening(6))).at(-1)).toBe('complete');
  });

  it('does not exceed the sessions of the hour when many arrive at once', async () => {
    const world = await createOpening();
    const asked = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((number) => world.ask(world.opening(number))));
    expect(asked.filter(({ refusal }) => refusal?.code === 'rate_limited')).toHaveLength(2);
    expect([sessionsCounted(world), world.items('RES#').length]).toEqual([5, 5]);
  });

  it('is taken over in its session when its producer died, and resumes after it was parked', async () => {
    for (const isParked of [false, true]) {
      const world = await createOpening([HALF, HELLO]);
      await dieInMidTurn(world, world.opening(1));
      await world.clock.advance(15_000);
      const found = await world.deps.turns.find(refOf(world, 1));
      if (isParked) expect(await parkTurn(refOf(world, 1), found as never, world.deps)).toBe(true);
      expect(typesOf(await world.ask(world.opening(1)))).toEqual(['reset', 'start', 'chunk', 'chunk', 'complete']);
      expect(sessionOf(world, 1)).toMatchObject({ turnsUsed: 1, nextSeq: 2, state: { answers: 1 } });
      expect(sessionsCounted(world)).toBe(1);
    }
  });

  it('is refused when the coach’s sessions are created beforehand', async () => {
    const world = await createWorld();
    expect((await world.ask(world.opening(1))).refusal?.code).toBe('not_found');
  });
});

describe('the token count of a session', () => {
  it('includes all turns that are over, whatever their end', async () => {
    const world = await createOpening([HELLO, HALF, [{ text: 'Half' }, { fail: 'refused' }], HALF, HELLO]);
    const turn = (number: number) =>
      world.request(number, 'hi', { ref: { ...refOf(world, 1), turnId: turnId(number) } });
    const expectSums = () => {
      const turns = world.items('TURN#').filter(({ state }) => state !== 'running' && state !== 'parked');
      const usages = turns.map(({ usage }) => usage as { inputTokens: number; outputTokens: number });
      const sums = {
        tokensIn: usages.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
        tokensOut: usages.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
      };
      expect(sessionOf(world, 1)).toMatchObject(sums);
      return { ...sums, turns: turns.length };
    };
    await world.ask(world.opening(1));
    expect(expectSums()).toEqual({ turns: 1, tokensIn: 100, tokensOut: 20 });

    const reading = world.ask(turn(2));
    await world.clock.advance(1_200);
    await abortTurn(turn(2).ref, world.deps);
    await reading;
    expect(expectSums()).toMatchObject({ turns: 2, tokensOut: 22 });

    await world.ask(turn(3));
    expect(expectSums()).toMatchObject({ turns: 3, tokensOut: 24 });

    await dieInMidTurn(world, turn(4));
    await world.clock.advance(15_000);
    expect(expectSums().turns).toBe(3);
    expect(typesOf(await world.ask(turn(5))).at(-1)).toBe('complete');
    expect(expectSums()).toMatchObject({ turns: 5, tokensOut: 46 });
  });
});
