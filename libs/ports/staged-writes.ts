import type { Counted } from '#contract/count-limits';
import type { Note } from '#contract/games';
import type { Draft } from '#contract/prompt-coach/intent';
import type { Rate } from './rates.ts';

/** Writes of a coach that take effect with the answer's commit. */
export type StagedWrite =
  | {
      readonly type: 'order_build';
      readonly coachId: string;
      readonly sessionId: string;
      /** ISO 8601. A build that is not ready by then has failed. */
      readonly deadline: string;
    }
  | { readonly type: 'save_note'; readonly note: Note }
  | { readonly type: 'save_draft'; readonly sessionId: string; readonly draft: Draft };

/** The total that each write raises by one; absent where its number is bounded otherwise. */
export const countedBy = {
  order_build: 'coaches',
  save_note: 'notes',
} as const satisfies Partial<Record<StagedWrite['type'], Counted>>;

/** A write whose number is bounded for each person. */
export type CountedWrite = Extract<StagedWrite, { readonly type: keyof typeof countedBy }>;

export const isCounted = (write: StagedWrite): write is CountedWrite => write.type in countedBy;

/** Makes staged writes outside a turn, in the same way as a commit does. */
export interface StagedWrites {
  /**
   * Makes one write and counts it against the person's rate, in one transaction. The same write again changes nothing.
   * @returns false when the rate window is full.
   * @throws {CoachError} `validation_failed` when the person has stored as many as allowed.
   */
  apply(sub: string, write: CountedWrite, rate: Rate | undefined): Promise<boolean>;
}
