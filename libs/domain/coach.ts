import type * as z from 'zod/mini';
import type { Counted } from '#contract/count-limits';
import type { CoachEvent } from '#contract/events';
import type { Feature, Tier } from '#contract/tiers';
import { isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { JobOrder } from '#ports/jobs';
import type { ContentBlock, Json, ModelMessage } from '#ports/model';
import type { MessageRecord, SessionKind, SessionRecord, SessionStatus } from '#ports/session-records';
import type { StagedWrite } from '#ports/staged-writes';
import type { UserRecord } from '#ports/user-records';
import type { Work } from './side-work.ts';
import type { Tool } from './tool.ts';

/** The parts of a request that are known before anything is read. */
export interface TurnScope<Body> {
  readonly sub: string;
  readonly sessionId: string;
  /** Further parameters of the request's path, for example `coachId`. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** Everything that a coach knows when a turn is admitted. */
export interface TurnContext<Body, State, Own = unknown> extends TurnScope<Body> {
  readonly turnId: string;
  /** The coach's schema has parsed its state. */
  readonly session: SessionRecord<State>;
  readonly user: UserRecord;
  /** The history in the prompt, oldest first, without this turn's message. */
  readonly history: readonly ModelMessage[];
  /** The messages of the history as they are stored. */
  readonly window: readonly MessageRecord[];
  /** Turns of the session that count, this one included. */
  readonly turnsUsed: number;
  /** The result of `load`. */
  readonly own: Own;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Prompt {
  /**
   * Identical from turn to turn, so that the provider can cache it. Must hold no secrets, because models repeat their
   * prompts.
   */
  readonly systemStatic: string;
  readonly systemDynamic: string;
  readonly tools: readonly Tool[];
}

/** A finished answer of the model. */
export interface Answer {
  readonly text: string;
  /** Calls of report tools, in order, unparsed. */
  readonly reports: readonly { readonly name: string; readonly input: Json }[];
  /** Names of the tools that ran, each once. */
  readonly toolsUsed: readonly string[];
  /** The number of model calls. */
  readonly steps: number;
}

/** The changes that a finished answer makes. All of them are committed with the answer, or none. */
export interface Finished<State> {
  readonly state: State;
  readonly status: SessionStatus;
  readonly title: string | null;
  /** The coach's own fields of `complete`. */
  readonly complete: Readonly<Record<string, Json | undefined>>;
  readonly writes: readonly StagedWrite[];
  readonly jobs: readonly JobOrder[];
  /** Sent after the commit and before `complete`, and stored with it. */
  readonly events?: readonly CoachEvent[];
  /** Whether the answer was made with results of a web search. */
  readonly groundingUsed?: boolean;
  /** Counts for metrics, for example of invalid fields or missing reports. */
  readonly counts?: Readonly<Record<string, number>>;
}

export interface SessionLimits {
  /** Turns of one session; `null` for no limit. */
  readonly turnLimit: number | null;
  /** How long after a turn a session expires, in milliseconds; `null` for never. */
  readonly idleMs: number | null;
  /** The longest life of a session, in milliseconds, however often it is extended; absent for no limit. */
  readonly lifeMs?: number;
}

export interface CoachLimits extends SessionLimits {
  /** Output tokens of one call of the main model. */
  readonly maxTokens: number;
  /** The part of `maxTokens` for thinking; absent when the coach does not think. */
  readonly thinkingTokens?: number;
  /** Calls of the main model in one turn. */
  readonly maxSteps: number;
  /** Messages of the history that the prompt may hold. */
  readonly windowMessages: number;
  /**
   * Images of one model request: those of the newest message, and the newest ones before it. Absent when the messages
   * have none.
   */
  readonly images?: number;
  /** Present when the coach has `prepare` or `beside`. The hold has room for both. */
  readonly side?: SideLimits;
}

export interface SideLimits {
  /** How long `prepare` may take, in milliseconds. */
  readonly prepareMs: number;
  /** The most that `prepare` may add to the prompt, in UTF-8 bytes. */
  readonly preparedBytes: number;
  /** The most that all side calls of a turn may cost, in tokens as charged. */
  readonly tokens: number;
}

/** A status line, the only event that `beside` may emit. */
export type ContextualEvent = Extract<CoachEvent, { type: 'contextual' }>;

/**
 * Everything that distinguishes one coach from another. The turn engine knows no coach by name, and a coach knows
 * nothing of claims, epochs or storage. Ports for its reads and searches are passed when it is created.
 */
export interface CoachKind<Body, State, Own = unknown, Prepared = unknown, Noted = unknown> {
  readonly kind: SessionKind;
  readonly limits: CoachLimits;
  /** Where the tier table has limits of a session: they replace those of `limits`. */
  readonly sessionLimits?: (tier: Tier) => SessionLimits;
  /** The row of the tier table that allows the coach; absent when every user may use it. */
  readonly feature?: Feature;
  /** What a turn may order with its answer, without a tool. A person who has as many as allowed begins no turn. */
  readonly orders?: Counted;
  /** Parses the state of a stored session, and upgrades older shapes because sessions outlive deployments. */
  readonly state: z.ZodMiniType<State>;

  /** The state of a session that its first turn opens; absent when sessions are created beforehand. */
  open?(body: Body, own: Own): State;
  /** The coach's own reads. They start beside those of admission, and only a claim waits for them. */
  load(turn: TurnScope<Body>): Promise<Own>;
  /** The coach's own refusals, before the first write. @throws {CoachError} */
  check(turn: TurnContext<Body, State, Own>): void;
  /** The name of a session from its first question on. An answer may replace it with a better one. */
  titleOf?(body: Body): string;
  /** The field of the body with the keys of the message's images, in order. Absent when the messages have none. */
  readonly imageField?: string;
  /** The user's message, as it is stored and sent to the model. */
  message(body: Body): readonly ContentBlock[];
  /** What the session began with and the history does not tell, because the first answer failed. */
  opening?(turn: TurnContext<Body, State, Own>): readonly ContentBlock[];
  /**
   * Loads what the prompt needs. Starts beside the claim, and ends with the turn or after `limits.side.prepareMs`. When
   * it fails, the turn continues without its result. A takeover starts it again.
   */
  prepare?(turn: TurnContext<Body, State, Own>, work: Work): AsyncGenerator<CoachEvent, Prepared, undefined>;
  /** @param prepared - Absent in the estimate of a coach that prepares, and when `prepare` returned nothing. */
  prompt(turn: TurnContext<Body, State, Own>, prepared?: Prepared): Prompt;
  /** Works while the answer streams. The commit waits for it for a short time, then continues without it. */
  beside?(turn: TurnContext<Body, State, Own>, work: Work): AsyncGenerator<ContextualEvent, Noted, undefined>;
  /** @param side - The results of `prepare` and `beside`; absent when they failed or were too late. */
  finish(turn: TurnContext<Body, State, Own>, answer: Answer, side: SideResults<Prepared, Noted>): Finished<State>;
}

export interface SideResults<Prepared, Noted> {
  readonly prepared?: Prepared | undefined;
  readonly noted?: Noted | undefined;
}

/** The limits of a session of this coach for a person of this tier. */
export const sessionLimitsOf = (
  { limits, sessionLimits }: Pick<CoachKind<never, never>, 'limits' | 'sessionLimits'>,
  tier: Tier,
): SessionLimits => sessionLimits?.(tier) ?? limits;

/**
 * When a session expires after a turn or an extension, as ISO 8601; `null` for never.
 *
 * @param now - Milliseconds since the epoch.
 */
export function expiryOf({ idleMs, lifeMs }: SessionLimits, createdAt: string, now: number): string | null {
  if (idleMs === null) return null;
  const longest = lifeMs === undefined ? Number.POSITIVE_INFINITY : Date.parse(createdAt) + lifeMs;
  return isoOf(Math.min(now + idleMs, longest));
}

/**
 * A session with its state parsed by this coach.
 * @throws {CoachError} `internal` when the coach cannot upgrade the stored state.
 */
export function readState<State>(
  { kind, state }: Pick<CoachKind<never, State>, 'kind' | 'state'>,
  session: SessionRecord,
): SessionRecord<State> {
  const parsed = state.safeParse(session.state);
  if (parsed.success) return { ...session, state: parsed.data };
  throw new CoachError('internal', `the state of a ${kind} session has an unknown shape`, {
    cause: parsed.error,
    isLasting: true,
  });
}
