import * as z from 'zod/mini';
import { createDynamoSearchCache } from '#adapters/dynamodb/search-cache';
import type { CoachEvent } from '#contract/events';
import type { Tier } from '#contract/tiers';
import { factsForPrompt } from '#domain/prompt-coach/grounding/facts';
import {
  GROUNDING_LIMITS,
  type Grounded,
  type GroundingDeps,
  groundingStage,
  SEARCHES,
} from '#domain/prompt-coach/grounding/grounding-stage';
import { GroundingState, nextGrounding } from '#domain/prompt-coach/grounding/state';
import { createMemorySearch, type SearchStep } from '../memory-search.ts';
import type { ModelStep } from '../scripted-model.ts';
import { createSideWorld } from './side-work-world.ts';
import { becomes, coach } from './turn-world.ts';

const State = z.object({ answers: z.number(), grounding: z._default(GroundingState, { namedGames: [] }) });

type Changes = Parameters<typeof createSideWorld>[1];

interface GroundingWorld {
  readonly tier?: Tier;
  readonly gameName?: string | undefined;
  readonly search?: readonly SearchStep[];
  /** Scripts of the small model and of the main model. */
  readonly side?: readonly (readonly ModelStep[])[];
  readonly answers?: readonly (readonly ModelStep[])[];
  readonly deps?: Partial<GroundingDeps>;
}

/** What the small model answers with. */
export const assessing = (input: Record<string, string | number | boolean>): readonly ModelStep[] => [
  { tool: { name: 'assess_grounding', input } },
];

export const NO_SEARCH = assessing({ needsSearch: false, confidence: 0.9, reason: 'a known look' });

/** The turn engine with a coach that only searches the web, its storage in memory and a scripted provider. */
export async function createGroundingWorld({
  tier = 'studio',
  gameName,
  search: steps = [{}],
  side = [NO_SEARCH],
  answers,
  ...given
}: GroundingWorld = {}) {
  let deps: GroundingDeps | undefined;
  const changes: unknown = {
    limits: { ...coach.limits, side: GROUNDING_LIMITS },
    state: State,
    open: () => ({ answers: 0 }),
    async *prepare(
      turn: {
        body: { text: string };
        session: { state: z.infer<typeof State>; used: Record<string, number> };
        now: number;
      },
      work: never,
    ) {
      if (!deps) throw new Error('the world is not ready');
      const { session, body, now } = turn;
      const { state, used } = session;
      const input = {
        message: body.text,
        gameName,
        state: state.grounding,
        tier,
        searchesUsed: used[SEARCHES] ?? 0,
        now,
      };
      return yield* groundingStage(input, work, deps);
    },
    prompt: (_: unknown, prepared?: Grounded) => ({
      systemStatic: 'static',
      systemDynamic: prepared ? factsForPrompt(prepared.facts) : 'nothing',
      tools: [],
    }),
    finish: (
      turn: { body: { text: string }; session: { state: z.infer<typeof State> } },
      _: unknown,
      side: { prepared?: Grounded },
    ) => ({
      state: {
        answers: 1,
        grounding: nextGrounding(turn.session.state.grounding, turn.body.text, side.prepared?.facts),
      },
      status: 'active',
      title: null,
      complete: {},
      writes: [],
      jobs: [],
    }),
  };
  const world = await createSideWorld(side, changes as Changes, answers);
  const search = createMemorySearch(steps, world.clock);
  deps = {
    search,
    cache: createDynamoSearchCache(world.storage),
    clock: world.clock,
    telemetry: world.telemetry,
    ...given.deps,
  };
  await becomes(world, { tier });
  return {
    ...world,
    search,
    /** What the session has counted. */
    used: async () => (await world.sessions.get(world.ref))?.used[SEARCHES] ?? 0,
    /** The session's state of its searches. */
    grounding: async () => State.parse((await world.sessions.get(world.ref))?.state).grounding,
    /** What all people share: the cached searches and the limiter. */
    shared: () => [...world.dynamo.items(world.storage.tableName)].filter(({ pk }) => String(pk).startsWith('SEARCH#')),
    /** The prompt of a call of the main model. */
    prompt: (call = 0) => world.model.calls[call]?.request.systemDynamic,
  };
}

/** The events of the search among those of a turn. */
export const searchEvents = (events: readonly CoachEvent[]) =>
  events.filter(({ type }) => type === 'grounding' || type === 'grounding_complete');
