import type { CoachEvent } from '#contract/events';
import type { CoachKind } from '#domain/coach';
import type { SideQuestion } from '#domain/side-work';
import type { Json } from '#ports/model';
import { createScriptedModel, type ModelStep } from '../scripted-model.ts';
import { coach, createWorld } from './turn-world.ts';

type Coach = CoachKind<{ readonly text: string }, { readonly answers: number }, unknown, string, string>;

export const ASSESS = 'assess';
export const question = (timeoutMs = 1_500): SideQuestion<string> => ({
  system: 'Assess it.',
  text: 'hi',
  tool: { name: ASSESS, description: '', inputSchema: { type: 'object' } },
  maxTokens: 50,
  timeoutMs,
  parse: (input: Json) => (input && typeof input === 'object' && 'fact' in input ? String(input['fact']) : undefined),
});
export const reported = (fact: string): readonly ModelStep[] => [{ tool: { name: ASSESS, input: { fact } } }];
export const searching: CoachEvent = { type: 'grounding', query: 'hi' };

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

export const ANSWER: readonly ModelStep[] = [{ text: 'Hel' }, { waitMs: 300 }, { text: 'lo' }];

/** Side calls use their scripts in order. */
export async function createSideWorld(
  side: readonly (readonly ModelStep[])[],
  changes: Partial<Coach> = {},
  answers: readonly (readonly ModelStep[])[] = [ANSWER],
) {
  const world = await createWorld(answers, { ...searcher, ...changes } as Parameters<typeof createWorld>[1]);
  const small = createScriptedModel(side, world.clock);
  const { model } = world.deps;
  const begunAt = world.clock.now();
  /** When the answer was asked for, in milliseconds. */
  const askedMs: number[] = [];
  world.deps.model = {
    calls: model.calls,
    stream: (request, signal) => {
      if (request.role === 'main') askedMs.push(world.clock.now() - begunAt);
      return (request.role === 'small' ? small : model).stream(request, signal);
    },
  };
  return { ...world, small, askedMs };
}

/** A passing line of status. */
export const line = (content: string) => ({ type: 'contextual' as const, stage: 'looking', content });

export const without: Partial<Coach> = { prepare: undefined as never };

/** A coach whose work beside the answer may take a minute. */
export const patient: Partial<Coach> = {
  ...without,
  async *beside(_, work) {
    yield line('Looking');
    return (await work.ask(question(60_000))) ?? 'nothing';
  },
};
