import { loadedFrom } from '#client/loaded-session';
import { createRest } from '#client/rest';
import { type CoachSessions, readAll } from './session-source.ts';

/** Interviews of the coach creator. */
export const CREATOR_SESSIONS: CoachSessions<'coachCreator'> = {
  kind: 'coachCreator',
  source(client) {
    const { creatorSessions } = createRest(client);
    return {
      async read(sessionId) {
        const { first, messages } = await readAll((query) => creatorSessions.get(sessionId, { ...query }));
        return { session: first, loaded: loadedFrom({ ...first, messages: [...messages] }) };
      },
      refresh: (sessionId) => creatorSessions.get(sessionId, { limit: 1 }),
      create: async () => (await creatorSessions.create()).sessionId,
      delete: creatorSessions.delete,
    };
  },
};
