import type { Counted } from '#contract/count-limits';
import type { Note } from '#contract/games';
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
  | { readonly type: 'save_note'; readonly note: Note };

/** The total that each write raises by one. */
export const countedBy = {
  order_build: 'coaches',
  save_note: 'notes',
} as const satisfies Readonly<Record<StagedWrite['type'], Counted>>;

/** Makes staged writes outside a turn, in the same way as a commit does. */
export interface StagedWrites {
  /**
   * Makes one write and counts it against the person's rate, in one transaction. The same write again changes nothing.
   * @returns false when the rate window is full.
   * @throws {CoachError} `validation_failed` when the person has stored as many as allowed.
   */
  apply(sub: string, write: StagedWrite, rate: Rate | undefined): Promise<boolean>;
}
