import * as z from 'zod/mini';
import { CoachList, CoachResource, CoachTemplateList, ConfigStatus, JobAccepted } from '#contract/coach-responses';
import { CreatorSessionList, CreatorSessionWithMessages } from '#contract/creator-session-responses';
import type { UpdateCoach } from '#contract/requests';
import { type Call, callApi, type Query } from './call-api.ts';
import type { CoachClient } from './create-coach-client.ts';

export interface SessionQuery extends Query {
  readonly isComplete?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

/** The body of 204. */
export const Nothing = z.undefined();

const encode = encodeURIComponent;

/** Makes the calls of one person. */
export const createCall =
  ({ connection }: Pick<CoachClient, 'connection'>) =>
  <Value>(what: Call, schema: z.ZodMiniType<Value>): Promise<Value> =>
    callApi(what, schema, connection);

export type Rest = ReturnType<typeof createRest>;

/**
 * The REST API of one person. Every call throws `Refusal` or `Unreachable`.
 * A module of its own, so that a page that only needs turns does not load these schemas.
 */
export function createRest(client: CoachClient) {
  const call = createCall(client);
  const mine = `/users/${encode(client.userId)}`;
  const sessions = `${mine}/coach-creator-sessions`;
  const coaches = `${mine}/coaches`;
  return {
    creatorSessions: {
      /** A new interview, with its greeting. */
      create: () => call({ method: 'POST', path: sessions }, CreatorSessionWithMessages),
      list: (query?: SessionQuery) =>
        call({ method: 'GET', path: sessions, ...(query && { query }) }, CreatorSessionList),
      get: (sessionId: string, query?: Query) =>
        call(
          { method: 'GET', path: `${sessions}/${encode(sessionId)}`, ...(query && { query }) },
          CreatorSessionWithMessages,
        ),
      delete: (sessionId: string) => call({ method: 'DELETE', path: `${sessions}/${encode(sessionId)}` }, Nothing),
      configStatus: (sessionId: string) =>
        call({ method: 'GET', path: `${sessions}/${encode(sessionId)}/config-status` }, ConfigStatus),
      retryBuild: (sessionId: string) =>
        call({ method: 'POST', path: `${coaches}/from-session/${encode(sessionId)}` }, JobAccepted),
    },
    coaches: {
      list: (query?: Query) => call({ method: 'GET', path: coaches, ...(query && { query }) }, CoachList),
      get: (coachId: string) => call({ method: 'GET', path: `${coaches}/${encode(coachId)}` }, CoachResource),
      update: (coachId: string, change: UpdateCoach) =>
        call({ method: 'PUT', path: `${coaches}/${encode(coachId)}`, body: change }, CoachResource),
      delete: (coachId: string) => call({ method: 'DELETE', path: `${coaches}/${encode(coachId)}` }, Nothing),
    },
    templates: {
      list: () => call({ method: 'GET', path: '/coach-templates' }, CoachTemplateList),
      /** Creates a coach from a template, without an interview. */
      use: (templateId: string) =>
        call({ method: 'POST', path: `${coaches}/from-template/${encode(templateId)}` }, CoachResource),
    },
  };
}
