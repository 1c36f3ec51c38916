import type { CoachEvent } from '#contract/events';
import type { Facts } from '#contract/prompt-coach/responses';
import { TIERS, type Tier } from '#contract/tiers';
import { type Clock, isoOf } from '#ports/clock';
import type { Search, SearchCache } from '#ports/search';
import type { Telemetry } from '#ports/telemetry';
import type { SideLimits } from '../../coach.ts';
import type { LimitedPace, Work } from '../../side-work.ts';
import { assessmentOf } from './assess-grounding.ts';
import { decideGrounding } from './decide-grounding.ts';
import { cleanResults, FACTS_BYTES, hostOf } from './facts.ts';
import type { GroundingState } from './state.ts';

/** The counter of a session that `searchesUsed` is read from. */
export const SEARCHES = 'searches';

/** One request a second over all functions. A search that finds no place within a second is left out. */
const PACE: LimitedPace = { name: 'SEARCH', everyMs: 1_000, waitMs: 1_000 };

/** The engine ends the stage after this time, in silence. */
const ENGINE_LIMIT_MS = 2_500;
/** The stage ends its own waiting before that, so that it can still say that the search has ended. */
const STAGE_LIMIT_MS = 2_400;

/** What the coach's `limits.side` needs for the stage. The tokens are those of one question to the small model. */
export const GROUNDING_LIMITS: SideLimits = {
  prepareMs: ENGINE_LIMIT_MS,
  preparedBytes: FACTS_BYTES,
  tokens: 1_500,
};

export interface GroundingDeps {
  /** `undefined` when the stage has no provider. */
  readonly search: Search | undefined;
  readonly cache: SearchCache;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
}

export interface GroundingTurn {
  /** The person's message; of the first turn its description. */
  readonly message: string;
  /** The session's game, in the person's words. */
  readonly gameName: string | undefined;
  readonly state: GroundingState;
  readonly tier: Tier;
  readonly searchesUsed: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** What a turn has found, for its prompt and for the session. */
export interface Grounded {
  readonly facts: Facts;
}

/** A search that a rule or the small model wants. Only a rule's has a key in the cache. */
interface WantedSearch {
  readonly query: string;
  readonly cacheKey?: string;
  readonly lifeMs?: number;
}

/**
 * Searches the web where the message needs it. Each `grounding` is followed by `grounding_complete`, also when the
 * provider fails or is too slow, unless the turn itself ends.
 *
 * The search is counted before the provider is asked, and whatever becomes of the turn.
 *
 * @returns `undefined` when nothing was found: the turn continues without it.
 */
export async function* groundingStage(
  turn: GroundingTurn,
  work: Work,
  deps: GroundingDeps,
): AsyncGenerator<CoachEvent, Grounded | undefined, undefined> {
  const year = new Date(turn.now).getUTCFullYear();
  const decision = decideGrounding({ ...turn, hasProvider: deps.search !== undefined, year });
  if (decision.do === 'no' || !deps.search) return undefined;
  const { signal, end } = startLimit(work.signal, deps.clock);
  try {
    const asked =
      decision.do === 'ask' && (await untilAborted(askedFor(decision.query, { ...turn, year }, work), signal));
    const wanted: WantedSearch | false | undefined = decision.do === 'search' ? decision : asked;
    if (!wanted) return undefined;
    const shared = await untilAborted(readCache(wanted, deps), signal);
    if (signal.aborted) return undefined;
    const isCounted = work.take(SEARCHES, TIERS[turn.tier].prompt.searches, shared ? undefined : PACE);
    if (!(await untilAborted(isCounted, signal))) return undefined;
    yield { type: 'grounding', query: wanted.query };
    const results = shared ?? (await untilAborted(askProvider(deps.search, wanted.query, signal, deps), signal));
    yield {
      type: 'grounding_complete',
      performed: results !== undefined,
      results: (results ?? []).map(({ title, url }) => ({ title, host: hostOf(url) })),
    };
    if (!results) deps.telemetry.count('SearchesFailed');
    if (!results || results.length === 0) return undefined;
    if (!shared) await untilAborted(writeCache(wanted, results, deps), signal);
    return { facts: { query: wanted.query, results, foundAt: isoOf(deps.clock.now()) } };
  } finally {
    end();
  }
}

async function askedFor(
  query: string,
  turn: GroundingTurn & { readonly year: number },
  work: Work,
): Promise<WantedSearch | undefined> {
  const assessment = await work.ask(assessmentOf(turn));
  return assessment?.needsSearch ? { query: assessment.query || query } : undefined;
}

/** @returns `undefined` when the provider fails. Its error names no query. */
async function askProvider(search: Search, query: string, signal: AbortSignal, { telemetry }: GroundingDeps) {
  try {
    return cleanResults(await search.find(query, signal));
  } catch (error) {
    telemetry.log('warn', 'a web search failed', { error });
    return undefined;
  }
}

/** A cache that fails is as good as an empty one. */
async function readCache({ cacheKey }: WantedSearch, { cache, telemetry }: GroundingDeps) {
  if (cacheKey === undefined) return undefined;
  try {
    const results = cleanResults((await cache.get(cacheKey)) ?? []);
    return results.length > 0 ? results : undefined;
  } catch (error) {
    telemetry.log('warn', 'the cache of searches could not be read', { error });
    return undefined;
  }
}

async function writeCache(
  { cacheKey, lifeMs }: WantedSearch,
  results: Facts['results'],
  { cache, telemetry }: GroundingDeps,
): Promise<void> {
  if (cacheKey === undefined || lifeMs === undefined) return;
  try {
    await cache.put(cacheKey, results, lifeMs);
  } catch (error) {
    telemetry.log('warn', 'a search could not be kept', { error });
  }
}

/** A signal that aborts with the work, or when the stage has taken too long. */
function startLimit(work: AbortSignal, clock: Clock) {
  const ended = new AbortController();
  const late = new AbortController();
  const isOver = AbortSignal.any([work, ended.signal]);
  void clock.sleep(STAGE_LIMIT_MS, isOver).then(() => late.abort(new Error('the web search took too long')));
  return { signal: AbortSignal.any([work, late.signal]), end: () => ended.abort() };
}

/** The value, or `undefined` when the signal aborts first. */
function untilAborted<Value>(value: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  if (signal.aborted) resolve(undefined);
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  return Promise.race([value, aborted]);
}
