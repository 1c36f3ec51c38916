import { describe, expect, it } from 'vitest';
import type { CoachEvent } from '#contract/events';
import type { CoachKind } from '#domain/coach';
import type { SideQuestion } from '#domain/side-work';
import type { Json } from '#ports/model';
import { createScriptedModel, type ModelStep } from '#testing/scripted-model';
import { becomes, coach, createWorld, dieInMidTurn, type World } from '#testing/simulation/turn-world';

type Coach = CoachKind<{ readonly text: string }, { readonly answers: number }, unknown, string, string>;

const ASSESS = 'assess';
const question = (timeoutMs = 1_500): SideQuestion<string> => ({
  system: 'Assess it.',
  text: 'hi',
  tool: { name: ASSESS, description: '', inputSchema: { type: 'object' } },
  maxTokens: 50,
  timeoutMs,
  parse: (input: Json) => (input && typeof input === 'object' && 'fact' in input ? String(input['fact']) : undefined),
});
const reported = (fact: string): readonly ModelStep[] => [{ tool: { name: ASSESS, input: { fact } } }];
const searching: CoachEvent = { type: 'grounding', query: 'hi' };

/** A coach that asks the small model for news, adds the answer to the prompt, and takes notes while it answers. */
const searcher: Partial<Coach> = {
  limits: { ...coach.limits, side: { prepareMs: 2_000, preparedBytes: 300, tokens: 1_000 } },
  async *prepare(_, work) {
    yield searching;
    const fact = await work.ask(question());
    return fact;
  },
  prompt: (_, prepared) => ({ systemStatic: 'static', systemDynamic: prepared ?? 'nothing', tools: [] }),
  finish: ({ session }, { text }, { prepared, noted }) => ({
    state: session.state,
    status: 'active',
    title: null,
    complete: { text, prepared: prepared ?? null, noted: noted ?? null },
    writes: [],
    jobs: [],
    events: [{ type: 'memory_saved', id: 'memory-1', summary: 'Likes it short' }],
  }),
} as Partial<Coach>;

const ANSWER: readonly ModelStep[] = [{ text: 'Hel' }, { waitMs: 300 }, { text: 'lo' }];

/** Side calls use their scripts in order. */
async function createSideWorld(
  side: readonly (readonly ModelStep[])[],
  changes: Partial<Coach> = {},
  answers: readonly (readonly ModelStep[])[] = [ANSWER],
) {
  const world = await createWorld(answers, { ...searcher, ...changes } as Parameters<typeof createWorld>[1]);
  const small = createScriptedModel(side, world.clock);
  const { model } = world.deps;
  world.deps.model = {
    calls: model.calls,
    stream: (request, signal) => (request.role === 'small' ? small : model).stream(request, signal),
  };
  return { ...world, small };
}

const typesOf = (events: readonly CoachEvent[]) => events.map(({ type }) => type);
const promptOf = ({ model }: Pick<World, 'model'>, call = 0) => model.calls[call]?.request.systemDynamic;
const charged = (world: Pick<World, 'items'>) => world.items('TURN#')[0]?.['charged'];

describe('a coach that prepares', () => {
  it('puts the result of a side call into the prompt, and charges both calls', async () => {
    const world = await createSideWorld([reported('new season')]);
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events)).toEqual(['start', 'grounding', 'chunk', 'chunk', 'memory_saved', 'complete']);
    expect(promptOf(world)).toBe('new season');
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

  it.each<[string, readonly ModelStep[]]>([
    ['breaks off', [{ fail: 'busy' }]],
    ['hangs', [{ hang: true }]],
    ['makes no sense', [{ tool: { name: ASSESS, input: 'nonsense' } }]],
  ])('answers without the result of a side call when that call %s', async (_, script) => {
    const world = await createSideWorld([script]);
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events).at(-1)).toBe('complete');
    expect(promptOf(world)).toBe('nothing');
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
    const startedAt = world.clock.now();
    const reading = world.ask(world.request(1));
    const { events } = await reading;
    expect(typesOf(events).at(-1)).toBe('complete');
    expect(world.model.calls).toHaveLength(1);
    expect(startedAt).toBeLessThan(world.clock.now());
  });

  it('leaves out a prepared part that exceeds the room in the hold', async () => {
    const world = await createSideWorld([reported('x'.repeat(5_000))]);
    const { events } = await world.ask(world.request(1));
    expect(typesOf(events).at(-1)).toBe('complete');
    expect(promptOf(world)).toBe('nothing');
    expect(world.telemetry.counts.get('PreparedTooLong')).toBe(1);
  });

  it('makes no side call that the hold cannot pay for', async () => {
    const limits = { ...coach.limits, side: { prepareMs: 2_000, preparedBytes: 300, tokens: 20 } };
    const world = await createSideWorld([reported('new season')], { limits });
    await world.ask(world.request(1));
    expect(world.small.calls).toHaveLength(0);
    expect(promptOf(world)).toBe('nothing');
  });

  it('sends no event of prepare when the claim is refused', async () => {
    const world = await createSideWorld([[{ hang: true }], reported('new season')]);
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
    expect(world.small.calls[0]?.wasAborted()).toBe(true);
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
  const line = (content: string) => ({ type: 'contextual' as const, stage: 'looking', content });
  const without: Partial<Coach> = { prepare: undefined as never };

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

  it('drops the side work when it takes more than two seconds after the answer', async () => {
    const world = await createSideWorld([[{ hang: true }]], {
      ...without,
      async *beside(_, work) {
        yield line('Looking');
        return (await work.ask(question(60_000))) ?? 'nothing';
      },
    });
    const { frames, events } = await world.ask(world.request(1));
    expect(events.at(-1)).toMatchObject({ type: 'complete', noted: null });
    expect(frames.length).toBeGreaterThan(0);
    expect(world.small.calls[0]?.wasAborted()).toBe(true);
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
