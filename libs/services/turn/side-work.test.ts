import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import { abortTurn } from '#services/abort-turn';
import { passing } from '#testing/manual-clock';
import type { ModelStep } from '#testing/scripted-model';
import { finding } from '#testing/simulation/production-world';
import {
  ANSWER,
  ASSESS,
  createSideWorld,
  line,
  patient,
  question,
  reported,
  searching,
  without,
} from '#testing/simulation/side-work-world';
import { becomes, coach, dieInMidTurn, hasSpent, type World } from '#testing/simulation/turn-world';

/** Input tokens of a side call: 76 characters with its tool. */
const SIDE_INPUT = 26;

const typesOf = (events: readonly CoachEvent[]) => events.map(({ type }) => type);
const promptOf = ({ model }: Pick<World, 'model'>, call = 0) => model.calls[call]?.request.systemDynamic;
const charged = (world: Pick<World, 'items'>) => world.items('TURN#')[0]?.['charged'];

describe('a coach that prepares', () => {
  it('puts the result of a side call into the prompt, and charges both calls', async () => {
    const world = await createSideWorld([reported('new season')]);
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events)).toEqual(['start', 'grounding', 'chunk', 'chunk', 'memory_saved', 'complete']);
    expect(promptOf(world)).toBe('new season');
    // It holds 15 characters and 300 bytes of input, the maximum output, and the side calls.
    expect(events[0]).toMatchObject({ budgetRemaining: 100_000 - (5 + 100 + 100 + 1_000) });
    expect(events.at(-1)).toMatchObject({ prepared: 'new season', usage: { inputTokens: 200, outputTokens: 40 } });
    expect(charged(world)).toBe(240);
  });

  it('calls the model beside the claim when prepare makes no side call', async () => {
    const world = await createSideWorld([reported('unused')], {
      async *prepare() {
        yield* [];
        return undefined as unknown as string;
      },
    });
    await becomes(world, { tier: 'pro' });
    let asked = 0;
    const { claim } = world.deps.turns;
    world.deps.turns = {
      ...world.deps.turns,
      claim: async (wanted) => {
        await world.clock.sleep(50);
        asked = world.model.calls.length;
        return claim(wanted);
      },
    };
    await world.ask(world.request(1));
    expect(asked).toBe(1);
  });

  it.each<[string, readonly ModelStep[], number]>([
    ['breaks off', [{ fail: 'busy' }], 0],
    ['hangs', [{ hang: true }], 1_500],
    ['makes no sense', [{ tool: { name: ASSESS, input: 'nonsense' } }], 0],
  ])('answers without the result of a side call when that call %s', async (_, script, ms) => {
    const world = await createSideWorld([script]);
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events).at(-1)).toBe('complete');
    expect([promptOf(world), world.askedMs]).toEqual(['nothing', [ms]]);
  });

  it('answers without the prepared part when prepare throws', async () => {
    const world = await createSideWorld([], {
      async *prepare() {
        yield searching;
        throw new Error('broken stage');
      },
    });
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events)).toEqual(['start', 'grounding', 'chunk', 'chunk', 'memory_saved', 'complete']);
    expect(promptOf(world)).toBe('nothing');
  });

  it('answers without the prepared part when prepare ignores its time limit', async () => {
    const world = await createSideWorld([], {
      async *prepare() {
        yield searching;
        return new Promise<string>(() => {});
      },
    });
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events).at(-1)).toBe('complete');
    expect([promptOf(world), world.askedMs]).toEqual(['nothing', [2_000]]);
  });

  it('leaves out a prepared part that exceeds the room in the hold', async () => {
    const world = await createSideWorld([reported('x'.repeat(5_000))]);
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events).at(-1)).toBe('complete');
    expect(promptOf(world)).toBe('nothing');
    expect(world.telemetry.counts.get('PreparedTooLong')).toBe(1);
  });

  it.each([
    [0, 75],
    [1, 76],
    [1, 151],
    [2, 152],
  ])('makes only side calls that the hold can pay for: %i of two with %i tokens', async (calls, tokens) => {
    const limits = { ...coach.limits, side: { prepareMs: 2_000, preparedBytes: 300, tokens } };
    const world = await createSideWorld([reported('new'), reported('season')], {
      limits,
      async *prepare(_, work) {
        yield searching;
        return [await work.ask(question()), await work.ask(question())].join(' ').trim();
      },
    });
    await world.ask(world.request(1));
    expect([world.small.calls.length, world.telemetry.counts.get('SideCallsUnpaid') ?? 0]).toEqual([calls, 2 - calls]);
    expect(promptOf(world)).toBe(['', 'new', 'new season'][calls]);
  });

  it('leaves the tokens of side calls to the answer once it has prepared', async () => {
    const read = finding('read', {});
    const world = await createSideWorld(
      [reported('new season')],
      {
        prompt: (_, prepared) => ({ systemStatic: 'static', systemDynamic: prepared ?? 'nothing', tools: [read] }),
      },
      [[{ tool: { name: 'read', input: {} } }], ANSWER],
    );
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events).at(-1)).toBe('complete');
    expect(world.items('RES#')).toMatchObject([{ state: 'settled', version: 2 }]); // it was not extended
  });

  it('sends no event of prepare when the claim is refused, and charges its side call', async () => {
    const world = await createSideWorld([[{ hang: true }], reported('new season')]);
    await becomes(world, { tier: 'pro' });
    const { claim } = world.deps.turns;
    let claims = 0;
    world.deps.turns = {
      ...world.deps.turns,
      claim: async (wanted) => {
        await world.clock.sleep(500);
        claims += 1;
        return claims > 1 && claim(wanted);
      },
    };
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events)).toEqual(['start', 'grounding', 'chunk', 'chunk', 'memory_saved', 'complete']);
    expect([promptOf(world), world.small.calls[0]?.wasAborted()]).toEqual(['new season', true]);
    expect(world.items('RES#').map(({ amount }) => amount)).toEqual(expect.arrayContaining([240, SIDE_INPUT]));
  });

  it('prepares again in a takeover, with an extended hold', async () => {
    const halves = [[{ text: 'Half' }, { hang: true as const }], ANSWER];
    const world = await createSideWorld([reported('lost'), reported('found')], {}, halves);
    await dieInMidTurn(world, world.request(1));
    await world.clock.advance(20_000);
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events).slice(0, 3)).toEqual(['reset', 'start', 'grounding']);
    expect(events.at(-1)).toMatchObject({ type: 'complete', prepared: 'found' });
  });

  it('answers without side calls in a takeover whose hold cannot be extended for them', async () => {
    const halves = [[{ text: 'x'.repeat(900) }, { hang: true as const }], ANSWER];
    const world = await createSideWorld([reported('lost')], patient, halves);
    await dieInMidTurn(world, world.request(1));
    await hasSpent(world, 100_000);
    await world.clock.advance(20_000);
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Hello', noted: null });
    expect([world.small.calls.length, world.model.calls[1]?.request.maxTokens]).toEqual([1, 100]);
  });

  it('counts a use only after the claim is acknowledged, and never beyond the limit', async () => {
    const taken: boolean[] = [];
    const world = await createSideWorld([], {
      async *prepare(_, work) {
        yield searching;
        for (let use = 1; use <= 4; use += 1) taken.push(await work.take('searches', 3));
        return 'searched';
      },
    });
    await world.ask(world.request(1));
    expect(taken).toEqual([true, true, true, false]);
    expect((await world.sessions.get(world.ref))?.used).toEqual({ searches: 3 });
  });
});

describe('a coach that works beside the answer', () => {
  it('sends its status lines until the first word, and passes its result to the commit', async () => {
    const world = await createSideWorld([reported('a workout')], {
      ...without,
      async *beside(_, work) {
        yield line('Looking');
        const noted = await work.ask(question());
        yield line('too late');
        return noted ?? 'nothing';
      },
    });
    const { events } = await world.ask(world.request(1));
    expect(events.filter(({ type }) => type === 'contextual')).toEqual([line('Looking')]);
    expect(events.at(-1)).toMatchObject({ noted: 'a workout', usage: { inputTokens: 200 } });
  });

  it.each([
    ['waits for side work that takes two seconds after the answer', 1_999, 'late'],
    ['drops side work that takes more than two seconds after the answer', 2_001, null],
  ])('%s', async (_, ms, noted) => {
    const script: readonly ModelStep[] = [{ waitMs: 300 + ms }, ...reported('late')];
    const world = await createSideWorld([script], patient);
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', noted });
    expect(world.telemetry.turns).toMatchObject([{ durationMs: 300 + Math.min(ms, 2_000) }]);
  });

  it('is stopped also while its finished answer waits for the side work', async () => {
    const world = await createSideWorld([[{ hang: true }]], patient);
    const reading = Array.fromAsync(world.start(world.request(1)));
    await world.clock.advance(400);
    const stopping = abortTurn(world.request(1).ref, world.deps);
    expect(await passing(world.clock, stopping)).toMatchObject({ status: 'aborted', text: 'Hello' });
    expect((await reading).at(-1)?.event).toMatchObject({ type: 'aborted', aiResponse: 'Hello' });
  });

  it('ends its side work when the answer fails', async () => {
    const world = await createSideWorld([[{ hang: true }]], patient, [[{ waitMs: 300 }, { fail: 'refused' }]]);
    expect((await world.ask(world.request(1))).events.at(-1)?.type).toBe('error');
    expect(world.small.calls[0]?.wasAborted()).toBe(true);
    expect(world.clock.sleepers).toBe(0);
  });

  it('completes the answer when the side work throws', async () => {
    const world = await createSideWorld([], {
      ...without,
      async *beside() {
        yield line('Looking');
        throw new Error('broken');
      },
    });
    const { events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', aiResponse: 'Hello', noted: null });
  });
});
