import { COACHES, sessionsPath } from '#contract/coaches';
import { EditDraft, UpdateSession } from '#contract/prompt-coach/requests';
import type { PromptMessageList, PromptSessionList, SessionExtended } from '#contract/prompt-coach/responses';
import { ListQuery, ListSessions } from '#contract/requests';
import { sessionLimits } from '#domain/prompt-coach/session-limits';
import { promptEndedView, promptMessageView, promptSessionItem } from '#domain/prompt-coach/views';
import { isoOf } from '#ports/clock';
import type { SessionRef } from '#ports/session-records';
import type { AbortDeps } from '#services/abort-turn';
import { editDraft } from '#services/edit-draft';
import { getPromptSession, type PromptSessionDeps, promptStateOf, readPromptSession } from '#services/prompt-sessions';
import { searchSessions } from '#services/search-sessions';
import { endSession, extendSession, renameSession } from '#services/session-changes';
import { deleteSession, getSession, listSessions, type SessionDeps } from '#services/sessions';
import { json, noContent } from '../answers.ts';
import { readJson } from '../body.ts';
import type { Call, Route } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';
import { validate } from '../validate.ts';

const ROW = COACHES.promptCoach;
const SESSION = ROW.session;

export type PromptCoachSessionDeps = SessionDeps & PromptSessionDeps & AbortDeps;

/** Sessions of the prompt coach, without their turns and pictures. */
export const promptCoachSessionRoutes = (deps: PromptCoachSessionDeps): readonly Route[] => [
  {
    method: 'GET',
    pattern: sessionsPath(ROW),
    handle: async ({ sub, request }) => {
      const { limit, cursor, q } = validate(ListSessions, request.query);
      const page = { limit, ...(cursor !== undefined && { cursor }) };
      const listing = { sub, kind: ROW.kind, sortOrder: 'desc', ...page } as const;
      const { items, nextCursor } = await (q === undefined
        ? listSessions(listing, deps)
        : searchSessions(listing, q, deps));
      const list: PromptSessionList = {
        sessions: items.map((session) => promptSessionItem(promptStateOf(session))),
        ...(nextCursor !== undefined && { nextCursor }),
      };
      return json(200, list);
    },
  },
  {
    method: 'GET',
    pattern: SESSION,
    handle: async (call) => json(200, await getPromptSession(refOf(call), deps)),
  },
  {
    method: 'PUT',
    pattern: SESSION,
    handle: async (call) => {
      const { title, pinned } = validate(UpdateSession, readJson(call.request));
      const ref = refOf(call);
      await renameSession(
        ref,
        { ...(title !== undefined && { title }), ...(pinned !== undefined && { pinned }) },
        deps,
      );
      return json(200, await getPromptSession(ref, deps));
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
  {
    method: 'GET',
    pattern: `${SESSION}/messages`,
    handle: async (call) => {
      const { limit, cursor } = validate(ListQuery, call.request.query);
      const page = { limit, ...(cursor !== undefined && { cursor }) };
      const { session, messages } = await getSession(refOf(call), page, deps);
      const list: PromptMessageList = {
        messages: messages.items.map((message) => promptMessageView(message, session)),
        ...(messages.nextCursor !== undefined && { nextCursor: messages.nextCursor }),
      };
      return json(200, list);
    },
  },
  {
    method: 'POST',
    pattern: `${SESSION}/drafts`,
    handle: async (call) => {
      const edit = validate(EditDraft, readJson(call.request));
      const readSession = (ref: SessionRef) => readPromptSession(ref, deps);
      return json(201, await editDraft(refOf(call), edit, { ...deps, readSession }));
    },
  },
  {
    method: 'POST',
    pattern: `${SESSION}/extend`,
    handle: async (call) => {
      const expiresAt = await extendSession(sessionLimits, refOf(call), deps);
      return json(200, { expiresAt, serverTime: isoOf(deps.clock.now()) } satisfies SessionExtended);
    },
  },
  {
    method: 'POST',
    pattern: `${SESSION}/end`,
    handle: async (call) => json(200, promptEndedView(promptStateOf(await endSession(refOf(call), deps)))),
  },
];

const refOf = (call: Call): SessionRef => sessionRefOf(ROW, call);
