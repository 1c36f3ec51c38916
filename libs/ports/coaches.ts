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
  /** Attempts begun; at most three. */
  readonly attempt: number;
  readonly updatedAt: string;
  /** ISO 8601; past it, a build that is not ready has failed. */
  readonly deadline: string;
  readonly error?: BuildError;
  /** While building: whose it is, and until when (milliseconds). */
  readonly owner?: string;
  readonly leaseUntil?: number;
  /** The order of the latest retry; absent until a person asked again. Tells a late failure of an older order apart. */
  readonly orderId?: string;
}

export interface CoachRecord {
  readonly coachId: string;
  readonly sub: string;
  /** The interview that it was built from; `null` for one made from a template. */
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

/** Coaches and the state of their building. The order to build comes with a turn's commit (`StagedWrite`). */
export interface Coaches {
  /** Also one that is still being built; `undefined` for what does not exist or belongs to someone else. */
  get(ref: CoachRef): Promise<CoachRecord | undefined>;

  /** Ready ones, newest first. */
  list(sub: string, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<CoachRecord>>;

  /** Stores a finished coach that needed no build. */
  create(coach: CoachRecord): Promise<void>;

  /** Renames or archives a ready coach. @returns the coach as it is now, `undefined` when there is none. */
  update(
    ref: CoachRef,
    change: { readonly coachName?: string; readonly status?: 'active' | 'archived' },
    now: number,
  ): Promise<CoachRecord | undefined>;

  /** @returns false when there is none. */
  delete(ref: CoachRef): Promise<boolean>;

  /**
   * Takes the build: from queued, or from building once its lease has run out; attempt + 1.
   *
   * @returns the coach as claimed; `leased` when a later claim may succeed; `over` when the build has ended or has no
   * attempts left.
   */
  claimBuild(
    ref: CoachRef,
    claim: { readonly owner: string; readonly now: number; readonly leaseUntil: number; readonly maxAttempts: number },
  ): Promise<CoachRecord | 'leased' | 'over'>;

  /** @returns false when the build is no longer this owner's. */
  renewBuild(ref: CoachRef, owner: string, leaseUntil: number): Promise<boolean>;

  /** Saves the config and makes the coach ready, if the build is still this owner's. */
  completeBuild(ref: CoachRef, owner: string, config: Json, now: number): Promise<boolean>;

  /** An attempt failed, others are left: back to queued, if the build is still this owner's. */
  requeueBuild(ref: CoachRef, owner: string, now: number): Promise<boolean>;

  /** Fails the build, if it is still this owner's. */
  failBuild(ref: CoachRef, owner: string, error: BuildError, now: number): Promise<boolean>;

  /**
   * Fails a build that no worker has: it is queued, or its lease has run out.
   *
   * @param orderId - The order that gives up. A build that was ordered again is not failed by an older order.
   */
  failAbandonedBuild(ref: CoachRef, orderId: string | undefined, error: BuildError, now: number): Promise<boolean>;

  /** A person asks again: from failed, or from one past its deadline, to queued with attempt 0 and the order's id, and the order itself, in one transaction. */
  retryBuild(ref: CoachRef, order: JobOrder, now: number, deadline: string): Promise<boolean>;
}
