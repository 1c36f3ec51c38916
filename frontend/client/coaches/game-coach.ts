import { COACHES } from '#contract/coaches';
import { ChatMessageList, ChatSession } from '#contract/game-chat';
import { type CoachDescriptor, NO_OWN_STATE } from '../coach-descriptor.ts';
import { loadedMessages } from '../loaded-messages.ts';
import type { Message } from '../message.ts';
import { readPages } from '../session-reads.ts';

/** A question to the game coach. */
export interface GameMessage extends Message {
  /** The game that the question is about. */
  readonly gameId?: string | undefined;
}

/** Conversations with the game coach. */
export const gameCoach: CoachDescriptor<GameMessage, object, ChatSession> = {
  name: 'gameCoach',
  row: COACHES.gameCoach,
  fieldsOf: ({ text, gameId }) => ({ message: text, ...(gameId !== undefined && { gameId }) }),
  own: NO_OWN_STATE,
  sessions: {
    refresh: (get) => get(ChatSession),
    async read(get) {
      const [session, { messages }] = await Promise.all([
        get(ChatSession),
        readPages((page) => get(ChatMessageList, '/messages', page)),
      ]);
      const shown = loadedMessages(messages, session.activeTurnId);
      const turnsUsed = shown.filter(({ role }) => role === 'user').length;
      return {
        session,
        loaded: { type: 'session_loaded', messages: shown, turnsUsed, expiresAt: null, own: NO_OWN_STATE.initial },
      };
    },
  },
};
