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

/** Makes staged writes outside a turn, in the same way as a commit does. */
export interface StagedWrites {
  /**
   * Makes one write and counts it against the person's rate, in one transaction. The same write again changes nothing.
   * @returns false when the rate window is full.
   */
  apply(sub: string, write: StagedWrite, rate: Rate | undefined): Promise<boolean>;
}
