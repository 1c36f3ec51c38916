import { ChatMessageList, ChatSession, ChatSessionList, Recap } from '#contract/game-chat';
import { BenchmarkList, Game, GameList, GamesImported, type NewNote, Note, NoteList } from '#contract/games';
import type { Query } from './call-api.ts';
import type { CoachClient } from './create-coach-client.ts';
import { createCall, Nothing } from './rest.ts';

/** A model reads the conversation first. In milliseconds, as long as the API waits for it. */
const RECAP_MS = 30_000;

const encode = encodeURIComponent;

export type GameRest = ReturnType<typeof createGameRest>;

/** The game coach's API beside its turns. Every call throws `Refusal` or `Unreachable`. */
export function createGameRest(client: Pick<CoachClient, 'connection'>) {
  const call = createCall(client);
  const sessionPath = (sessionId: string) => `/coach/chat/sessions/${encode(sessionId)}`;
  return {
    sessions: {
      list: (query: Query = {}) => call({ method: 'GET', path: '/coach/chat/sessions', query }, ChatSessionList),
      get: (sessionId: string) => call({ method: 'GET', path: sessionPath(sessionId) }, ChatSession),
      delete: (sessionId: string) => call({ method: 'DELETE', path: sessionPath(sessionId) }, Nothing),
      messages: (sessionId: string, query: Query = {}) =>
        call({ method: 'GET', path: `${sessionPath(sessionId)}/messages`, query }, ChatMessageList),
      /** Costs tokens, unless there is no message since the last recap. */
      recap: (sessionId: string) =>
        call({ method: 'GET', path: `${sessionPath(sessionId)}/recap`, patienceMs: RECAP_MS }, Recap),
    },
    games: {
      /** At most `MAX_GAMES_A_CALL`; `importGames` sends any number. */
      import: (games: readonly unknown[]) =>
        call({ method: 'POST', path: '/coach/games', body: { games } }, GamesImported),
      list: (query: Query = {}) => call({ method: 'GET', path: '/coach/games', query }, GameList),
      get: (gameId: string) => call({ method: 'GET', path: `/coach/games/${encode(gameId)}` }, Game),
      delete: (gameId: string) => call({ method: 'DELETE', path: `/coach/games/${encode(gameId)}` }, Nothing),
    },
    notes: {
      add: (note: NewNote) => call({ method: 'POST', path: '/coach/notes', body: note }, Note),
      list: (query: Query = {}) => call({ method: 'GET', path: '/coach/notes', query }, NoteList),
      delete: (noteId: string) => call({ method: 'DELETE', path: `/coach/notes/${encode(noteId)}` }, Nothing),
    },
    benchmarks: () => call({ method: 'GET', path: '/coach/benchmarks' }, BenchmarkList),
  };
}
