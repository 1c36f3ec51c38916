import { TIERS, type Tier } from '#contract/tiers';
import { MAX_QUERY, plainLine } from './facts.ts';
import { isSkipped } from './skip-list.ts';
import type { GroundingState } from './state.ts';
import { gamesIn, timeWordsIn, tokensOf } from './words.ts';

export interface GroundingInput {
  /** The person's message; of the first turn its description. */
  readonly message: string;
  /** The session's game, in the person's words. */
  readonly gameName: string | undefined;
  /** Before this turn. */
  readonly state: GroundingState;
  readonly tier: Tier;
  readonly searchesUsed: number;
  /** Whether there is anything to search with. */
  readonly hasProvider: boolean;
  readonly year: number;
}

/** A search that rules decided. Its parts are words of our tables and the year, so that all people can share the result. */
export interface SearchByRule {
  readonly do: 'search';
  readonly query: string;
  readonly cacheKey: string;
  readonly lifeMs: number;
}

export type GroundingDecision =
  | SearchByRule
  /** The small model decides. `query` is for a model that wants a search and does not say which. */
  | { readonly do: 'ask'; readonly query: string }
  | { readonly do: 'no'; readonly why: 'no provider' | 'tier' | 'used up' | 'skip list' | 'nothing to find' };

/** Whether a message needs news from the web. Pure, so that most turns ask nobody. */
export function decideGrounding(input: GroundingInput): GroundingDecision {
  const { message, gameName = '', state, tier, searchesUsed, hasProvider, year } = input;
  if (!hasProvider) return { do: 'no', why: 'no provider' };
  if (!TIERS[tier].grounding) return { do: 'no', why: 'tier' };
  if (searchesUsed >= TIERS[tier].prompt.searches) return { do: 'no', why: 'used up' };

  const tokens = tokensOf(message);
  if (isSkipped(tokens)) return { do: 'no', why: 'skip list' };

  const timeWords = timeWordsIn(tokens);
  const named = gamesIn(tokens);
  const sessionTokens = tokensOf(gameName);
  const game = named[0] ?? gamesIn(sessionTokens)[0];
  if (timeWords.length > 0 && game) {
    return {
      do: 'search',
      query: [game.name, ...timeWords, year].join(' '),
      cacheKey: [game.name, timeWords.join(' '), year].join('#'),
      lifeMs: game.lifeMs,
    };
  }

  const asksOfUnlisted = timeWords.length > 0 && sessionTokens.length > 0;
  const isFirstNaming = !state.facts && named.some(({ name }) => !state.namedGames.includes(name));
  if (!asksOfUnlisted && !isFirstNaming) return { do: 'no', why: 'nothing to find' };
  return { do: 'ask', query: plainLine([named[0]?.name ?? gameName, ...timeWords, year].join(' '), MAX_QUERY) };
}
