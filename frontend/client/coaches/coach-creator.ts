import * as z from 'zod/mini';
import { COACHES } from '#contract/coaches';
import { CreatorComplete, type ProgressDetails } from '#contract/creator-progress';
import { CreatorSession, CreatorSessionWithMessages } from '#contract/creator-session-responses';
import type { CoachDescriptor, OwnState } from '../coach-descriptor.ts';
import { loadedMessages } from '../loaded-messages.ts';
import type { Message } from '../message.ts';
import { readPages } from '../session-reads.ts';

/** An answer in the interview. */
export interface CreatorMessage extends Message {
  /** The button "build my coach" was pressed; the text may then be empty. */
  readonly confirm?: boolean | undefined;
}

/** How far an interview has come. */
export interface CreatorOwn {
  readonly progress: ProgressDetails | undefined;
  readonly readyToConfirm: boolean;
  readonly isComplete: boolean;
  readonly isBuilding: boolean;
}

const own: OwnState<CreatorOwn> = {
  initial: { progress: undefined, readyToConfirm: false, isComplete: false, isBuilding: false },
  reduce(before, event) {
    const { data } = CreatorComplete.safeParse(event);
    if (!data) return before;
    const { progressDetails, readyToConfirm, isComplete, coachConfigGenerating } = data;
    return { progress: progressDetails, readyToConfirm, isComplete, isBuilding: coachConfigGenerating };
  },
};

const ownOf = ({ progressDetails, phase, isComplete }: CreatorSession): CreatorOwn => ({
  progress: progressDetails,
  readyToConfirm: phase === 'confirming',
  isComplete,
  isBuilding: isComplete,
});

/** Interviews of the coach creator. */
export const coachCreator: CoachDescriptor<CreatorMessage, CreatorOwn, CreatorSession> = {
  name: 'coachCreator',
  row: COACHES.coachCreator,
  fieldsOf: ({ text, images, confirm }, { sentAt }) => ({
    userResponse: text,
    messageTimestamp: sentAt,
    ...(images?.length && { imageS3Keys: images }),
    ...(confirm && { confirm }),
  }),
  own,
  sessions: {
    // The route answers with messages; one is the fewest.
    refresh: (get) => get(CreatorSession, '', { limit: 1 }),
    async read(get) {
      const { first: session, messages } = await readPages((page) => get(CreatorSessionWithMessages, '', page));
      const { turnsUsed, expiresAt, activeTurnId } = session;
      const shown = loadedMessages(messages, activeTurnId);
      return {
        session,
        loaded: { type: 'session_loaded', messages: shown, turnsUsed, expiresAt, own: ownOf(session) },
      };
    },
    created: z.pipe(
      z.object({ sessionId: z.string() }),
      z.transform(({ sessionId }) => sessionId),
    ),
  },
};
