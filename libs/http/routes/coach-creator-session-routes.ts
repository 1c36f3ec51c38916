import { COACHES, sessionsPath } from '#contract/coaches';
import type {
  CreatorSession,
  CreatorSessionList,
  CreatorSessionWithMessages,
} from '#contract/creator-session-responses';
import { CreateCreatorSession, ListCreatorSessions, ListQuery } from '#contract/requests';
import { coachCreator } from '#domain/coach-creator/coach-creator';
import { greetingText } from '#domain/coach-creator/greeting';
import { isComplete, messageView, sessionView } from '#domain/coach-creator/session';
import { type CreatorState, INITIAL_STATE } from '#domain/coach-creator/state';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import {
  createSession,
  deleteSession,
  getSession,
  listSessions,
  type SessionDeps,
  type SessionWithMessages,
} from '#services/sessions';
import { json, noContent } from '../answers.ts';
import { readJson } from '../body.ts';
import type { Call, Route } from '../router.ts';
import { sessionRefOf } from '../session-ref.ts';
import { validate } from '../validate.ts';

const { kind, session: SESSION } = COACHES.coachCreator;
const SESSIONS = sessionsPath(COACHES.coachCreator);

export interface CoachCreatorSessionDeps extends SessionDeps {
  /** A sentence in every greeting, before its question, for example that this is a simulation; may be empty. */
  readonly notice: string;
}

/** Sessions of the coach creator, without their turns. */
export const coachCreatorSessionRoutes = (deps: CoachCreatorSessionDeps): readonly Route[] => [
  {
    method: 'POST',
    pattern: SESSIONS,
    limit: 'sessions',
    handle: async ({ sub, request }) => {
      if (request.body.length > 0) validate(CreateCreatorSession, readJson(request));
      const start = { kind: coachCreator.kind, state: INITIAL_STATE, idleMs: coachCreator.limits.idleMs };
      const created = await createSession(sub, { ...start, greeting: greetingText(deps.notice) }, deps);
      return json(201, withMessages(created, deps));
    },
  },
  {
    method: 'GET',
    pattern: SESSIONS,
    handle: async ({ sub, request }) => {
      const { isComplete: wanted, fromDate, toDate, cursor, ...query } = validate(ListCreatorSessions, request.query);
      const page = await listSessions(
        {
          sub,
          kind,
          ...query,
          ...(cursor !== undefined && { cursor }),
          ...(fromDate !== undefined && { from: instantOf(fromDate, '00:00:00.000') }),
          ...(toDate !== undefined && { to: instantOf(toDate, '23:59:59.999') }),
          ...(wanted !== undefined && { only: (session) => isComplete(ours(session)) === wanted }),
        },
        deps,
      );
      const body: CreatorSessionList = {
        sessions: page.items.map((session) => view(session, deps)),
        ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
      };
      return json(200, body);
    },
  },
  {
    method: 'GET',
    pattern: SESSION,
    handle: async (call) => {
      const { limit, cursor } = validate(ListQuery, call.request.query);
      const page = { limit, ...(cursor !== undefined && { cursor }) };
      return json(200, withMessages(await getSession(refOf(call), page, deps), deps));
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

const refOf = (call: Call): SessionRef => sessionRefOf(COACHES.coachCreator, call);

/** A date is completed with `edge`, the start or end of its day. A time without a zone is UTC. */
function instantOf(moment: string, edge: string): string {
  const [day = '', time = edge] = moment.split('T');
  const isZoned = /[Z+-]/.test(time);
  return new Date(`${day}T${time}${isZoned ? '' : 'Z'}`).toISOString();
}

/** Only this coach stores the state of its sessions. */
const ours = (session: SessionRecord) => session as SessionRecord<CreatorState>;

const view = (session: SessionRecord, { clock }: CoachCreatorSessionDeps): CreatorSession =>
  sessionView(ours(session), clock.now());

function withMessages(
  { session, messages }: SessionWithMessages,
  deps: CoachCreatorSessionDeps,
): CreatorSessionWithMessages {
  return {
    ...view(session, deps),
    messages: messages.items.map((message) => messageView(message, session)),
    ...(messages.nextCursor !== undefined && { nextCursor: messages.nextCursor }),
  };
}
