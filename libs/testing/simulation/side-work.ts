import type { SideQuestion } from '#domain/side-work';
import type { Actor } from './actor.ts';
import type { SideWork } from './coach.ts';
import { ToolBroke, type World } from './world.ts';

/** The report tool of side calls. */
export const ASSESS = 'assess';
/** The counter that a session limits. */
export const SEARCHES = 'searches';
export const MAX_SEARCHES = 2;

const PREPARE_MS = 2_500;
const PREPARED_BYTES = 60;
/** Far longer than the time limit of `prepare`. */
const HANG_MS = 60_000;

/** The side work of a coach, in the schedules that have it. Fails at random in each possible way. */
export function createSideWork(actor: Actor, world: World): SideWork | undefined {
  const { random, prepares } = world;
  if (!prepares) return undefined;
  const question = (): SideQuestion<string> => ({
    system: 'assess',
    text: 'hi',
    tool: { name: ASSESS, description: '', inputSchema: { type: 'object' } },
    maxTokens: 20,
    timeoutMs: random.pick([800, 2_000, 10_000]),
    parse: () => (random.chance(0.9) ? 'a fact' : undefined),
  });
  return {
    limits: { side: { prepareMs: PREPARE_MS, preparedBytes: PREPARED_BYTES, tokens: 120 } },
    async *prepare(_, work) {
      if (random.chance(0.25)) return 'known';
      yield { type: 'grounding', query: 'hi' };
      if (random.chance(0.1)) throw new ToolBroke();
      if (random.chance(0.1)) await actor.clock.sleep(HANG_MS);
      const fact = await work.ask(question());
      const isSearched = random.chance(0.6) && (await work.take(SEARCHES, MAX_SEARCHES));
      yield { type: 'grounding_complete', performed: isSearched, results: [] };
      return fact ?? 'nothing';
    },
    async *beside(_, work) {
      yield { type: 'contextual', stage: 'looking', content: 'Looking' };
      if (random.chance(0.1)) throw new ToolBroke();
      const noted = await work.ask(question());
      yield { type: 'contextual', stage: 'looking', content: 'Still looking' };
      return noted ?? 'nothing';
    },
  };
}
