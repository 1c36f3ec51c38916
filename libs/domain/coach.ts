import type * as z from 'zod/mini';
import type { CoachEvent } from '#contract/events';
import type { Feature } from '#contract/tiers';
import { CoachError } from '#ports/errors';
import type { JobOrder } from '#ports/jobs';
import type { ContentBlock, Json } from '#ports/model';
import type { MessageRecord, SessionKind, SessionRecord, SessionStatus } from '#ports/session-records';
import type { StagedWrite } from '#ports/staged-writes';
import type { UserRecord } from '#ports/user-records';
import type { Work } from './side-work.ts';
import type { Tool } from './tool.ts';

/** What a request says of a turn, before anything is read. */
export interface TurnScope<Body> {
  readonly sub: string;
  readonly sessionId: string;
  /** Further parameters of the request's path, for example `coachId`. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** What a coach knows when a turn is admitted. */
export interface TurnContext<Body, State, Own = unknown> extends TurnScope<Body> {
  readonly turnId: string;
  /** Its state has been parsed by the coach's schema. */
  readonly session: SessionRecord<State>;
  readonly user: UserRecord;
  /** What the model is told of the past, oldest first, without this turn's message. */
  readonly history: readonly MessageRecord[];
  /** What the coach has loaded for this turn. */
  readonly own: Own;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

export interface Prompt {
  /** The same bytes from turn to turn, so that the provider can cache it. Holds no secrets: models repeat things. */
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
  /** Model calls that it took. */
  readonly steps: number;
}

/** What a finished answer changes. All of it is committed with the answer, or none. */
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
  /** Facts for metrics: invalid fields dropped, a missing report, and the like. */
  readonly counts?: Readonly<Record<string, number>>;
}

export interface CoachLimits {
  /** Output tokens of one call of the main model. */
  readonly maxTokens: number;
  /** Of which for thinking aloud; absent where the coach does not. */
  readonly thinkingTokens?: number;
  /** Calls of the main model in one turn. */
  readonly maxSteps: number;
  /** Messages of the history that the prompt may hold. */
  readonly windowMessages: number;
  /** Turns of one session; `null` for no limit. */
  readonly turnLimit: number | null;
  /** How long after a turn a session expires, in milliseconds; `null` for never. */
  readonly idleMs: number | null;
  /** Present where the coach prepares, or works beside the answer. The hold has room for all of it. */
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

/** A passing line of status, the only event that work beside the answer may emit. */
export type ContextualEvent = Extract<CoachEvent, { type: 'contextual' }>;

/**
 * All that distinguishes one coach from another. The turn engine knows none of them by name; a coach knows nothing of
 * claims, epochs or storage. What it reads or searches by itself are ports, passed when it is made.
 */
export interface CoachKind<Body, State, Own = unknown, Prepared = unknown, Noted = unknown> {
  readonly kind: SessionKind;
  readonly limits: CoachLimits;
  /** The row of the tier table that says who may use it; absent where everyone may. */
  readonly feature?: Feature;
  /** Parses the state of a stored session, and upgrades older shapes: sessions outlive deployments. */
  readonly state: z.ZodMiniType<State>;

  /** The state of a session that its first turn opens; absent where sessions are created beforehand. */
  open?(body: Body): State;
  /** Reads of its own, begun beside those of admission and awaited for a claim only. */
  load(turn: TurnScope<Body>): Promise<Own>;
  /** Refusals of its own, before anything is written. @throws {CoachError} */
  check(turn: TurnContext<Body, State, Own>): void;
  /** The person's message, as stored and as asked. */
  message(body: Body): readonly ContentBlock[];
  /**
   * Finds out what the prompt needs, after the claim and begun beside it. Ends at the turn's end and after
   * `limits.side.prepareMs`; the turn continues without its result when it fails. A takeover begins it again.
   */
  prepare?(turn: TurnContext<Body, State, Own>, work: Work): AsyncGenerator<CoachEvent, Prepared, undefined>;
  /** @param prepared - Absent in the estimate of a coach that prepares, and when its stage brought nothing. */
  prompt(turn: TurnContext<Body, State, Own>, prepared?: Prepared): Prompt;
  /** Works while the answer streams. The commit waits for it for a short time, and then goes without it. */
  beside?(turn: TurnContext<Body, State, Own>, work: Work): AsyncGenerator<ContextualEvent, Noted, undefined>;
  /** @param side - What `prepare` and `beside` returned; absent when they failed or were too late. */
  finish(turn: TurnContext<Body, State, Own>, answer: Answer, side: SideResults<Prepared, Noted>): Finished<State>;
}

export interface SideResults<Prepared, Noted> {
  readonly prepared?: Prepared | undefined;
  readonly noted?: Noted | undefined;
}

/**
 * A session with its state as this coach knows it.
 * @throws {CoachError} `internal` when the stored state is of a shape that the coach cannot upgrade.
 */
export function readState<State>(
  { kind, state }: Pick<CoachKind<never, State>, 'kind' | 'state'>,
  session: SessionRecord,
): SessionRecord<State> {
  const parsed = state.safeParse(session.state);
  if (parsed.success) return { ...session, state: parsed.data };
  throw new CoachError('internal', `the state of a ${kind} session has an unknown shape`, { cause: parsed.error });
}
