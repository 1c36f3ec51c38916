import type { Note } from '#contract/games';

/** Writes of a coach that become true with the answer, and not before. */
export type StagedWrite =
  | {
      readonly type: 'order_build';
      readonly coachId: string;
      readonly sessionId: string;
      /** ISO 8601: a build that is not ready by then has failed. */
      readonly deadline: string;
    }
  | { readonly type: 'save_note'; readonly note: Note };
