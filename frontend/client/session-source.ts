import * as z from 'zod/mini';
import { sessionsPath } from '#contract/coaches';
import { type Call, callApi } from './call-api.ts';
import type { CoachDescriptor, SessionRef } from './coach-descriptor.ts';
import type { CoachClient } from './create-coach-client.ts';
import type { LoadedSession } from './local-action.ts';
import type { Message } from './message.ts';
import { fillPath, routeOf, sessionPath } from './routes.ts';
import type { AnySession, GetSession } from './session-reads.ts';

/** One session at the API, and its draft on the device. Every call of the API throws `Refusal` or `Unreachable`. */
export interface SessionSource<Sent extends Message, Own, Session> {
  read(): Promise<{ readonly session: Session; readonly loaded: LoadedSession<Own> }>;
  refresh(): Promise<Session>;
  /**
   * Creates another session of the same coach and the same parent. Resolves with its id.
   *
   * @param first - Where the first turn creates the session: that turn's message. The session's page sends it.
   */
  create(first?: Sent): Promise<string>;
  /** Ends the session where the API can, without deleting it. */
  end(): Promise<void>;
  /** What the person has written and not sent, as kept on the device. */
  readDraft(): Promise<Message | undefined>;
  keepDraft(message: Message): Promise<void>;
}

/** Not read: the session's page reads what it needs. */
const Anything = z.unknown();

export function createSessionSource<Sent extends Message, Own extends object, Session extends AnySession>(
  client: CoachClient,
  ref: SessionRef<CoachDescriptor<Sent, Own, Session>>,
): SessionSource<Sent, Own, Session> {
  const { coach, params } = ref;
  const { sessions, row } = coach;
  const route = routeOf(ref, client.userId);
  const path = sessionPath(route);
  const call = <Value>(what: Call, schema: z.ZodMiniType<Value>) => callApi(what, schema, client.connection);
  const get: GetSession = (schema, below = '', query = {}) =>
    call({ method: 'GET', path: path + below, query }, schema);
  return {
    read: () => sessions.read(get),
    refresh: () => sessions.refresh(get),
    create(first) {
      if (sessions.created) return call({ method: 'POST', path: fillPath(sessionsPath(row), route) }, sessions.created);
      return first ? client.keepFirstTurn({ coach, params, message: first }) : Promise.resolve(client.uuid());
    },
    async end() {
      if (sessions.canEnd) await call({ method: 'POST', path: `${path}/end` }, Anything);
    },
    readDraft: () => client.draft(ref),
    keepDraft: (message) => client.keepDraft(ref, message),
  };
}
