import type { ProblemCode } from '#contract/problems';
import type { JobOrder } from './jobs.ts';
import type { Json } from './model.ts';
import type { Page } from './sessions.ts';

export type BuildState = 'queued' | 'building' | 'ready' | 'failed';

export interface BuildError {
  readonly code: ProblemCode;
  readonly retryable: boolean;
}

/** How far the building of a coach has come. */
export interface BuildRecord {
  readonly state: BuildState;
  /** Number of started attempts, at most three. */
  readonly attempt: number;
  readonly updatedAt: string;
  /** ISO 8601. A build that is not ready by then has failed. */
  readonly deadline: string;
  readonly error?: BuildError;
  /** While building: the owner, and the end of its lease in milliseconds since the epoch. */
  readonly owner?: string;
  readonly leaseUntil?: number;
  /** The order of the latest retry, absent before the first. It distinguishes a late failure of an older order. */
  readonly orderId?: string;
}

export interface CoachRecord {
  readonly coachId: string;
  readonly sub: string;
  /** The interview that the coach was built from. `null` when it was made from a template. */
  readonly sessionId: string | null;
  readonly status: 'active' | 'archived';
  readonly build: BuildRecord;
  /** Absent until ready. */
  readonly config?: Json;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface CoachRef {
  readonly sub: string;
  readonly coachId: string;
}

/** Coaches and the state of their build. The build is ordered in a turn's commit (`StagedWrite`). */
export interface Coaches {
  /** Includes coaches that are still being built. `undefined` when it does not exist or belongs to another user. */
  get(ref: CoachRef): Promise<CoachRecord | undefined>;

  /** Ready coaches, newest first. */
  list(sub: string, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<CoachRecord>>;

  /**
   * Stores a finished coach that needs no build.
   * @throws {CoachError} `validation_failed` when the person has as many coaches as allowed.
   */
  create(coach: CoachRecord): Promise<void>;

  /** Renames or archives a ready coach. @returns the coach as it is now, `undefined` when it does not exist. */
  update(
    ref: CoachRef,
    change: { readonly coachName?: string; readonly status?: 'active' | 'archived' },
    now: number,
  ): Promise<CoachRecord | undefined>;

  /** @returns false when the coach does not exist. */
  delete(ref: CoachRef): Promise<boolean>;

  /**
   * Claims the build: from queued, or from building when its lease has expired. Increments the attempt.
   *
   * @returns the coach as claimed; `leased` when another worker has it; `over` when nothing is left to do.
   */
  claimBuild(
    ref: CoachRef,
    claim: { readonly owner: string; readonly now: number; readonly leaseUntil: number; readonly maxAttempts: number },
  ): Promise<CoachRecord | 'leased' | 'over'>;

  /** @returns false when the build is no longer this owner's. */
  renewBuild(ref: CoachRef, owner: string, leaseUntil: number): Promise<boolean>;

  /** Stores the config and makes the coach ready, if the build is still this owner's. */
  completeBuild(ref: CoachRef, owner: string, config: Json, now: number): Promise<boolean>;

  /** Returns the build of a failed attempt to queued, if it is still this owner's. */
  requeueBuild(ref: CoachRef, owner: string, now: number): Promise<boolean>;

  /** Fails a build that is not ready. @returns false when it was already over. */
  failBuild(ref: CoachRef, owner: string, error: BuildError, now: number): Promise<boolean>;

  /**
   * Fails a build that no worker has: it is queued, or its lease has run out.
   *
   * @param orderId - The order that gives up. A build that was ordered again is not failed by an older order.
   */
  failAbandonedBuild(ref: CoachRef, orderId: string | undefined, error: BuildError, now: number): Promise<boolean>;

  /**
   * Queues a failed or overdue build again with attempt 0 and the id of the order, and stores the order, in one
   * transaction.
   */
  retryBuild(ref: CoachRef, order: JobOrder, now: number, deadline: string): Promise<boolean>;
}
