import { createGameRest } from '#client/game-rest';
import { loadedChatFrom } from '#client/loaded-chat';
import { type CoachSessions, readAll } from './session-source.ts';

/** Conversations with the game coach. */
export const GAME_SESSIONS: CoachSessions<'gameCoach'> = {
  kind: 'gameCoach',
  source(client) {
    const { sessions } = createGameRest(client);
    return {
      async read(sessionId) {
        const [session, { messages }] = await Promise.all([
          sessions.get(sessionId),
          readAll((query) => sessions.messages(sessionId, { ...query })),
        ]);
        return { session, loaded: loadedChatFrom(session, messages) };
      },
      refresh: sessions.get,
      // It begins with its first turn, and takes that one's id.
      create: () => Promise.resolve(crypto.randomUUID()),
      delete: sessions.delete,
    };
  },
};
