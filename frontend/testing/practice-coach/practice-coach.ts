import type { CoachDescriptor } from '#client/coach-descriptor';
import { loadedMessages } from '#client/loaded-messages';
import type { Message } from '#client/message';
import { readPages } from '#client/session-reads';
import { ChatMessageList } from '#contract/game-chat';
import { PRACTICE_ROW, PracticeComplete, PracticeSession } from './contract.ts';

export interface PracticeMessage extends Message {
  /** First message only: how long the person wants to practise. */
  readonly minutes?: number;
}

export interface PracticeOwn {
  readonly plan: PracticeComplete['plan'];
  /** What the coach has remembered in this page. */
  readonly remembered: readonly string[];
}

/** The client's side of the made-up coach: all that a coach has to bring. */
export const practiceCoach: CoachDescriptor<PracticeMessage, PracticeOwn, PracticeSession> = {
  name: 'practiceCoach',
  row: PRACTICE_ROW,
  fieldsOf: ({ text, images, minutes = 30 }, { isFirst }) =>
    isFirst ? { piece: text, minutes } : { message: text, ...(images && { recordings: images }) },
  own: {
    initial: { plan: [], remembered: [] },
    reduce(own, event) {
      if (event.type === 'memory_saved') return { ...own, remembered: [...own.remembered, event.summary] };
      const { data } = PracticeComplete.safeParse(event);
      return data ? { ...own, plan: data.plan } : own;
    },
  },
  sessions: {
    canEnd: true,
    refresh: (get) => get(PracticeSession),
    async read(get) {
      const [session, { messages }] = await Promise.all([
        get(PracticeSession),
        readPages((page) => get(ChatMessageList, '/messages', page)),
      ]);
      const { turnsUsed, expiresAt, plan, activeTurnId } = session;
      const loaded = { turnsUsed, expiresAt, own: { plan, remembered: [] } };
      return {
        session,
        loaded: { type: 'session_loaded', messages: loadedMessages(messages, activeTurnId), ...loaded },
      };
    },
  },
};
