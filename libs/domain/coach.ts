import type { Feature } from '#contract/tiers';
import type { JobOrder } from '#ports/jobs';
import type { ContentBlock, Json } from '#ports/model';
import type { MessageRecord, SessionKind, SessionRecord, SessionStatus } from '#ports/session-records';
import type { StagedWrite } from '#ports/staged-writes';
import type { UserRecord } from '#ports/user-records';
import type { Tool } from './tool.ts';

/** What a coach knows when a turn is asked of it. */
export interface TurnContext<Body, State, Facts = unknown> {
  readonly sub: string;
  readonly turnId: string;
  readonly body: Body;
  readonly session: SessionRecord<State>;
  readonly user: UserRecord;
  /** Completed turns only, oldest first, without this turn's message. */
  readonly history: readonly MessageRecord[];
  /** What this coach has read for this turn. */
  readonly facts: Facts;
  readonly now: number;
}

export interface Prompt {
  /** Same bytes from turn to turn, so that the provider can cache it. Holds no secrets: models repeat things. */
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

/** Fields of `complete` that only this coach has, as its contract file describes them. */
export type OwnFields = Readonly<Record<string, unknown>>;

/** What a finished answer changes; all of it is committed with the answer, or none. */
export interface Finished<State> {
  readonly state: State;
  readonly status: SessionStatus;
  readonly title: string | null;
  readonly complete: OwnFields;
  readonly writes: readonly StagedWrite[];
  readonly jobs: readonly JobOrder[];
  /** Facts for metrics: invalid fields dropped, a missing report, and the like. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** All that distinguishes one coach from another. The turn engine knows none of them by name. */
export interface CoachKind<Body, State, Facts = unknown> {
  readonly kind: SessionKind;
  /** Output tokens of one model call. */
  readonly maxTokens: number;
  /** Of which for thinking aloud; absent where it does not. */
  readonly thinkingTokens?: number;
  /** Model calls of one turn. */
  readonly maxSteps: number;
  /** Messages of the history that the prompt may hold. */
  readonly windowMessages: number;
  /** Turns of one session; `null` for no limit. */
  readonly turnLimit: number | null;
  /** How long after a turn a session expires; `null` for never. */
  readonly idleMs: number | null;
  /** The row of the tier table that says who may use it; absent where everyone may. */
  readonly feature?: Feature;
  /** What a session begins with that is opened by its first turn; absent where sessions are made beforehand. */
  readonly opening?: State;

  /** Reads what only this coach needs, beside the reads of admission. Nothing waits for it but the prompt. */
  load(sub: string, body: Body): Promise<Facts>;
  /** Refusals of this coach's own, before anything is written. @throws {CoachError} */
  check(turn: TurnContext<Body, State, Facts>): void;
  /** The person's message, as stored and as asked. */
  message(body: Body): readonly ContentBlock[];
  prompt(turn: TurnContext<Body, State, Facts>): Prompt;
  finish(turn: TurnContext<Body, State, Facts>, answer: Answer): Finished<State>;
}
