import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '#contract/problems';
import type { Frame } from '#contract/sse';
import { chargeOf } from '#contract/usage';
import { SCRIPTED_USAGE } from '#testing/scripted-model';
import { becomes, coach, createWorld, HELLO, SESSION, turnId } from '#testing/simulation/turn-world';
import { MAX_TRIES } from './parameters.ts';

/** Tokens that a turn holds at its start: 15 characters of input, and the maximum output. */
const HELD = 5 + 100;

const shapeOf = (frames: readonly Frame[]) =>
  frames.map(({ id, event }) => `${id ? `${id.epoch}-${id.seq} ` : ''}${event.type}`);

describe('a turn', () => {
  it('starts, streams and completes with consecutive ids, and is charged what the model reported', async () => {
    const { ask, request, items, telemetry, clock } = await createWorld();
    await clock.advance(60_000);
    const { frames, events } = await ask(request(1));
    expect(shapeOf(frames)).toEqual(['1-1 start', '1-2 chunk', '1-3 chunk', '1-4 complete']);
    const shared = { turnId: turnId(1), sessionId: SESSION, turnsUsed: 1, turnsRemaining: null };
    expect(events[0]).toEqual({
      ...shared,
      type: 'start',
      epoch: 1,
      budgetRemaining: 100_000 - HELD,
      expiresAt: '2026-11-21T10:10:00.000Z',
      serverTime: '2026-11-21T10:01:00.000Z',
    });
    expect(events.at(-1)).toEqual({
      ...shared,
      type: 'complete',
      messageId: items('MSG#')[1]?.['messageId'],
      aiResponse: 'Hello',
      stopReason: 'end_turn',
      usage: SCRIPTED_USAGE,
      isComplete: false,
      budgetRemaining: 100_000 - chargeOf(SCRIPTED_USAGE),
      expiresAt: '2026-11-21T10:11:00.000Z',
    });
    expect(items('BUDGET#')).toMatchObject([{ committed: 120, spent: 120 }]);
    expect(items('RES#')).toMatchObject([{ state: 'settled', amount: 120 }]);
    expect(items('MSG#').map(({ role }) => role)).toEqual(['user', 'assistant']);
    expect(items('SESSION#')).toMatchObject([
      {
        ...{ lastTurn: turnId(1), state: { answers: 1 }, title: 'A title', turnsUsed: 1 },
        expiresAt: '2026-11-21T10:11:00.000Z',
      },
    ]);
    expect(items('SESSION#')[0]).not.toHaveProperty('activeTurn');
    expect(telemetry.turns).toMatchObject([{ outcome: 'complete', chargedTokens: 120, epoch: 1 }]);
  });

  it('sends the model its prompt, its message and the limits of its output', async () => {
    const { ask, request, model } = await createWorld([HELLO], { limits: { ...coach.limits, thinkingTokens: 50 } });
    await ask(request(1));
    expect(model.calls.map((call) => call.request)).toEqual([
      {
        ...{ role: 'main', systemStatic: 'static', systemDynamic: 'dynamic', tools: [] },
        messages: [{ role: 'user', content: [{ type: 'text', text: 'hi' }] }],
        ...{ maxTokens: 100, thinkingTokens: 50 },
      },
    ]);
  });

  it('makes four storage calls beside its event log: two reads in one round, the claim, the commit', async () => {
    const { ask, request, dynamo } = await createWorld();
    const calls: string[] = [];
    dynamo.hooks.beforeApply = (command) => {
      const name = command.constructor.name;
      if (!JSON.stringify(command.input).includes('"TableName":"coachstream-events"') || name.startsWith('Transact'))
        calls.push(name);
    };
    await ask(request(1));
    expect(calls.sort()).toEqual(['BatchGetCommand', 'QueryCommand', 'TransactWriteCommand', 'TransactWriteCommand']);
  });

  it('calls the model beside the claim on a paid tier, and sends nothing before the claim is acknowledged', async () => {
    const world = await createWorld();
    const { start, request, dynamo, model } = world;
    await becomes(world, { tier: 'pro' });
    let letGo = () => {};
    dynamo.hooks.beforeApply = async (command) => {
      if (command.constructor.name === 'TransactWriteCommand')
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
    };
    const turn = start(request(1));
    let hasSpoken = false;
    const first = turn.next().then((result) => {
      hasSpoken = true;
      return result;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect([model.calls.length, hasSpoken]).toEqual([1, false]);
    delete dynamo.hooks.beforeApply;
    letGo();
    expect((await first).value).toMatchObject({ event: { type: 'start' } });
  });

  it('is replayed when it is requested again: same events, no model call, no charge, no rate count', async () => {
    const { ask, request, model, items } = await createWorld();
    const live = await ask(request(1));
    const before = JSON.stringify(items(''));
    const again = await ask(request(1));
    expect(again.frames).toEqual(live.frames);
    const rest = await ask(request(1, 'hi', { cursor: { epoch: 1, seq: 2 } }));
    expect(rest.frames).toEqual(live.frames.slice(2));
    for (const cursor of [
      { epoch: 9, seq: 999_999 },
      { epoch: 1, seq: 4 },
    ]) {
      expect((await ask(request(1, 'hi', { cursor }))).frames).toEqual(live.frames);
    }
    expect([model.calls.length, JSON.stringify(items(''))]).toEqual([1, before]);
  });

  it('is replayed as a snapshot once its event log is gone', async () => {
    const { ask, request, deps } = await createWorld();
    const live = await ask(request(1));
    deps.turns = { ...deps.turns, readEvents: async () => [] };
    const { events } = await ask(request(1));
    expect(events).toEqual([
      { type: 'snapshot', text: 'Hello', blocks: [{ type: 'text', text: 'Hello' }] },
      live.events.at(-1),
    ]);
  });

  it('names its session in a replay even when its outcome was stored without it', async () => {
    const { ask, request, deps } = await createWorld();
    const live = await ask(request(1));
    const { load } = deps.turns;
    deps.turns = {
      ...deps.turns,
      readEvents: async () => [],
      load: async (asked) => {
        const loaded = await load(asked);
        const { sessionId: _, ...outcome } = loaded.turn?.outcome ?? {};
        return { ...loaded, turn: { ...loaded.turn, outcome } } as typeof loaded;
      },
    };
    expect((await ask(request(1))).events.at(-1)).toEqual(live.events.at(-1));
  });

  it('is refused when its id comes with another body, and nothing changes', async () => {
    const { ask, request, items } = await createWorld();
    await ask(request(1));
    const before = JSON.stringify(items(''));
    expect((await ask(request(1, 'another'))).refusal?.code).toBe('turn_mismatch');
    expect(JSON.stringify(items(''))).toBe(before);
  });

  it('stores its jobs with its answer, hands them over afterwards, and removes them from the outbox', async () => {
    const { ask, request, started, items } = await createWorld([[{ text: 'Goodbye' }]]);
    const { events } = await ask(request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', isComplete: true, expiresAt: null });
    expect(started).toMatchObject([{ id: `build#${turnId(1)}` }]);
    expect(items('build#')).toEqual([]);
    expect((await ask(request(2))).refusal?.code).toBe('session_ended');
    expect((await ask(request(1))).events.at(-1)).toMatchObject({ type: 'complete' });
  });

  it('ends its stream only when its jobs were handed over, because its function stops then', async () => {
    const { start, request, started, items, deps, clock } = await createWorld([[{ text: 'Goodbye' }]]);
    const { jobs } = deps;
    deps.jobs = { start: (order) => clock.sleep(400).then(() => jobs.start(order)) };
    const atTheEnd = Array.fromAsync(start(request(1))).then(() => [started.length, items('build#').length]);
    await clock.advance(1_000);
    expect(await atTheEnd).toEqual([1, 0]);
  });

  it('keeps a job in the outbox when it was not accepted', async () => {
    const { ask, request, items, deps } = await createWorld([[{ text: 'Goodbye' }]]);
    deps.jobs = { start: () => Promise.reject(new Error('down')) };
    expect((await ask(request(1))).events.at(-1)).toMatchObject({ type: 'complete' });
    expect(items('build#')).toHaveLength(1);
  });
});

describe('a turn that fails', () => {
  it('sends one error, keeps the message, stores no answer, frees the session, and is free without output', async () => {
    const failures = Array.from({ length: MAX_TRIES }, () => [{ fail: 'busy' as const }]);
    const { ask, request, items } = await createWorld([...failures, HELLO]);
    const { events } = await ask(request(1));
    expect(events.map(({ type }) => type)).toEqual(['start', 'error']);
    expect(events.at(-1)).toMatchObject({ code: 'model_unavailable', retryable: true, retryAfterMs: 1_000 });
    expect(items('RES#')).toMatchObject([{ state: 'released', amount: 0 }]);
    expect(items('BUDGET#')).toMatchObject([{ committed: 0, spent: 0 }]);
    expect(items('MSG#')).toHaveLength(1);
    expect((await ask(request(2))).events.at(-1)).toMatchObject({ type: 'complete' });
    expect((await ask(request(1))).events.map(({ type }) => type)).toEqual(['start', 'error']);
  });

  it('begins a new epoch when the model breaks off in mid-answer, and commits only the new text', async () => {
    const { ask, request } = await createWorld([[{ text: 'Half' }, { fail: 'busy' }], HELLO]);
    const live = await ask(request(1));
    expect(shapeOf(live.frames)).toEqual([
      '1-1 start',
      '1-2 chunk',
      '2-1 reset',
      '2-2 start',
      '2-3 chunk',
      '2-4 chunk',
      '2-5 complete',
    ]);
    expect(live.events.at(-1)).toMatchObject({ aiResponse: 'Hello' });
    expect((await ask(request(1))).frames).toEqual(live.frames.slice(2));
  });

  it.each([
    ['refused', { code: 'model_refused', retryable: false }],
    ['invalid', { code: 'internal', retryable: true, retryAfterMs: 1_000 }],
  ] as const)(
    'asks once, and names the problem, when the model answers that the request is %s',
    async (fail, problem) => {
      const { ask, request, model } = await createWorld([[{ fail }], HELLO]);
      const ids = { turnId: turnId(1), sessionId: SESSION };
      const { message } = PROBLEMS[problem.code];
      expect((await ask(request(1))).events.at(-1)).toEqual({ type: 'error', ...ids, message, ...problem });
      expect(model.calls).toHaveLength(1);
    },
  );

  it('ends before the time limit of its function', async () => {
    const { ask, request, deadline } = await createWorld([[{ text: 'Half' }, { hang: true }]]);
    setImmediate(() => deadline.abort());
    const { events } = await ask(request(1));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'deadline_exceeded' });
  });

  it('ends before the time limit of its function also when it was claimed too late', async () => {
    const { ask, request, deadline, deps, items } = await createWorld([[{ text: 'Half' }, { hang: true }]]);
    const { claim } = deps.turns;
    deps.turns = { ...deps.turns, claim: (wanted) => claim(wanted).finally(() => deadline.abort()) };
    const { events } = await ask(request(1));
    expect(events.at(-1)).toMatchObject({ type: 'error', code: 'deadline_exceeded' });
    expect(items('TURN#')).toMatchObject([{ state: 'failed' }]);
  });

  it('renews its lease while it works', async () => {
    const { start, request, clock, items } = await createWorld([[{ waitMs: 25_000 }, ...HELLO]]);
    const reading = Array.fromAsync(start(request(1)));
    await clock.advance(20_000);
    expect(Number(items('TURN#')[0]?.['leaseUntil'])).toBeGreaterThan(clock.now() + 8_000);
    await clock.advance(10_000);
    expect((await reading).at(-1)?.event.type).toBe('complete');
  });
});
