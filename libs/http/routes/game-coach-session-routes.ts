import { COACHES, sessionsPath } from '#contract/coaches';
import type { ChatMessageList, ChatSessionList } from '#contract/game-chat';
import { ListQuery } from '#contract/requests';
import { chatMessageView, chatSessionView } from '#domain/game-coach/views';
import type { SessionRef } from '#ports/session-records';
import { deleteSession, getSession, listSessions, type SessionDeps } from '#services/sessions';
import { json, noContent } from '../answers.ts';
import type { Call, Route } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';
import { validate } from '../validate.ts';

const { kind, session: SESSION } = COACHES.gameCoach;

/** Sessions of the game coach, without their turns. A first turn creates a session. */
export const gameCoachSessionRoutes = (deps: SessionDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: sessionsPath(COACHES.gameCoach),
    handle: async ({ sub, request }) => {
      const { limit, cursor } = validate(ListQuery, request.query);
      const page = { limit, ...(cursor !== undefined && { cursor }) };
      const { items, nextCursor } = await listSessions({ sub, kind, sortOrder: 'desc', ...page }, deps);
      const list: ChatSessionList = { sessions: items.map(chatSessionView), ...(nextCursor && { nextCursor }) };
      return json(200, list);
    },
  },
  {
    method: 'GET',
    pattern: SESSION,
    handle: async (call) => json(200, chatSessionView((await getSession(refOf(call), { limit: 1 }, deps)).session)),
  },
  {
    method: 'GET',
    pattern: `${SESSION}/messages`,
    handle: async (call) => {
      const { limit, cursor } = validate(ListQuery, call.request.query);
      const page = { limit, ...(cursor !== undefined && { cursor }) };
      const { session, messages } = await getSession(refOf(call), page, deps);
      const { items, nextCursor } = messages;
      const list: ChatMessageList = {
        messages: items.map((message) => chatMessageView(message, session)),
        ...(nextCursor && { nextCursor }),
      };
      return json(200, list);
    },
  },
  {
    method: 'DELETE',
    pattern: SESSION,
    handle: async (call) => {
      await deleteSession(refOf(call), deps);
      return noContent();
    },
  },
];

const refOf = (call: Call): SessionRef => sessionRefOf(COACHES.gameCoach, call);
