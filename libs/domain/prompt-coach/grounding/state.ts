import * as z from 'zod/mini';
import { Facts } from '#contract/prompt-coach/responses';
import { gamesIn, tokensOf } from './words.ts';

/** What a session knows of its searches. Part of the coach's own state, so that it changes with a finished turn only. */
export const GroundingState = z.object({
  /** Listed games that messages of the session have named. */
  namedGames: z._default(z.array(z.string()), []),
  /** Of the newest search that found something. */
  facts: z.optional(Facts),
});
export type GroundingState = z.infer<typeof GroundingState>;

export const NO_GROUNDING: GroundingState = { namedGames: [] };

/**
 * The state after a finished turn.
 *
 * @param message - The person's message; of the first turn its description.
 * @param found - The facts that the turn has found.
 */
export function nextGrounding(state: GroundingState, message: string, found?: Facts): GroundingState {
  const named = gamesIn(tokensOf(message)).map(({ name }) => name);
  const facts = found ?? state.facts;
  return { namedGames: [...new Set([...state.namedGames, ...named])], ...(facts && { facts }) };
}
