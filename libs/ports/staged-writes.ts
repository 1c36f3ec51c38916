import type { Note } from '#contract/games';

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
