import type { ProblemCode } from '#contract/problems';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import type { Brand } from '#contract/prompt-coach/brand';
import type { JobOrder } from './jobs.ts';
import type { SessionRef } from './session-records.ts';
import type { Page } from './sessions.ts';

export type GenerationState = 'queued' | 'running' | 'succeeded' | 'failed';

/** Everything that the pictures are made from, copied when they are ordered. */
export interface PictureBrief {
  readonly assetType: AssetType;
  /** The draft, as people read it. */
  readonly words: string;
  /** For the image model; without texts. */
  readonly description: string;
  readonly displayTexts: readonly string[];
  readonly brand?: Pick<Brand, 'colors' | 'fonts'>;
  /** The upload that is drawn into a corner. */
  readonly logoKey?: string;
  /** A picture of the same person to start from. */
  readonly basedOn?: string;
}

/** What has become of one picture. */
export type PictureOutcome = { readonly state: 'ready' } | { readonly state: 'failed'; readonly code: ProblemCode };

export interface GenerationRecord {
  readonly generationId: string;
  readonly sub: string;
  readonly sessionId: string;
  readonly kind: string;
  /** Of the request, so that another one under the same id is refused. */
  readonly bodyHash: string;
  readonly state: GenerationState;
  /** Pictures that were ordered. */
  readonly count: number;
  readonly draftVersion: number;
  readonly brief: PictureBrief;
  /** The month whose quota the pictures were taken from, for example `2026-11`. */
  readonly period: string;
  /** By place, from 1. Absent while a picture is not over. */
  readonly pictures: Readonly<Record<string, PictureOutcome>>;
  readonly attempt: number;
  readonly owner?: string;
  /** Milliseconds since the epoch. */
  readonly leaseUntil?: number;
  /** ISO 8601. */
  readonly deadline: string;
  readonly createdAt: string;
  /** Why it failed as a whole. */
  readonly code?: ProblemCode;
}

export interface GenerationRef {
  readonly sub: string;
  readonly generationId: string;
}

export interface AssetRecord {
  readonly assetId: string;
  readonly sub: string;
  readonly sessionId: string;
  readonly assetType: AssetType;
  readonly width: number;
  readonly height: number;
  readonly description: string;
  readonly hasPack: boolean;
  readonly createdAt: string;
}

export interface GenerationOrder {
  readonly generation: GenerationRecord;
  readonly session: SessionRef;
  /** Of the tier, pictures a month. */
  readonly limit: number;
  readonly now: number;
  readonly job: JobOrder;
}

/**
 * `ordered` · `exists`: the id is taken, read it · `exhausted`: the month has no room for all pictures · `busy`: another
 * generation runs in the session · `closed`: the session is deleted or has expired.
 */
export type Ordered = 'ordered' | 'exists' | 'exhausted' | 'busy' | 'closed';

/** Orders of pictures, the quota of a month, and the pictures themselves. */
export interface Generations {
  /** Stores the generation, takes its pictures from the month, and orders the job, in one transaction. */
  order(order: GenerationOrder): Promise<Ordered>;

  get(ref: GenerationRef): Promise<GenerationRecord | undefined>;

  /** Of one session, newest first. */
  list(session: SessionRef, limit: number): Promise<readonly GenerationRecord[]>;

  /** The generation that the session waits for. */
  activeIn(session: SessionRef): Promise<string | undefined>;

  /**
   * Claims the job for one worker: from queued, or from running when its lease is over.
   *
   * @returns `leased` when another worker has it; `over` when nothing is left to do.
   */
  claim(
    ref: GenerationRef,
    claim: { readonly owner: string; readonly now: number; readonly leaseUntil: number; readonly maxAttempts: number },
  ): Promise<GenerationRecord | 'leased' | 'over'>;

  /** @returns false when the job is no longer this owner's. */
  renew(ref: GenerationRef, owner: string, leaseUntil: number): Promise<boolean>;

  /** Stores what has become of one picture, with its asset when it is ready. @returns false when not this owner's. */
  record(
    ref: GenerationRef,
    owner: string,
    place: number,
    outcome: PictureOutcome,
    asset?: AssetRecord,
  ): Promise<boolean>;

  /** Returns a failed attempt to queued. @returns false when it is no longer this owner's. */
  requeue(ref: GenerationRef, owner: string): Promise<boolean>;

  /**
   * Ends the generation as it was read, releases its session, and gives the pictures that failed back to their month,
   * at most 10 a month.
   *
   * @returns false when it has changed since it was read.
   */
  end(read: GenerationRecord, end: { readonly code?: ProblemCode; readonly now: number }): Promise<boolean>;

  /** Pictures that the person has taken from a month. */
  used(sub: string, period: string): Promise<number>;

  asset(sub: string, assetId: string): Promise<AssetRecord | undefined>;

  assets(sub: string, assetIds: readonly string[]): Promise<readonly AssetRecord[]>;

  /** All of a person, newest first. */
  listAssets(sub: string, page: { readonly limit: number; readonly cursor?: string }): Promise<Page<AssetRecord>>;

  /** @returns false when it does not exist. */
  removeAsset(sub: string, assetId: string): Promise<boolean>;
}
