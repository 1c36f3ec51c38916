import type * as z from 'zod/mini';
import type { Query } from './call-api.ts';
import type { LoadedSession } from './local-action.ts';

/** Calls the API at the session's path, or below it. Throws `Refusal` or `Unreachable`. */
export type GetSession = <Value>(schema: z.ZodMiniType<Value>, path?: string, query?: Query) => Promise<Value>;

/** The fields of a session that every coach's API has. */
export interface AnySession {
  readonly status: 'active' | 'ended' | 'expired';
  readonly title: string | null;
  /** A turn that is running now. */
  readonly activeTurnId?: string | undefined;
}

/** How one coach's sessions are read, and created. */
export interface SessionReads<Session, Own> {
  /** The session with all of its messages, however many pages they are. */
  read(get: GetSession): Promise<{ readonly session: Session; readonly loaded: LoadedSession<Own> }>;
  /** The session alone: what a turn has changed about it. */
  refresh(get: GetSession): Promise<Session>;
  /** Id in the answer that creates a session. Absent where the first turn creates it. */
  readonly created?: z.ZodMiniType<string>;
  /** The API has a route that ends a session. */
  readonly canEnd?: true;
}

interface MessagePage<Message> {
  readonly messages: readonly Message[];
  readonly nextCursor?: string | undefined;
}

const PAGE = 100;

/** Reads every page, from the first on. */
export async function readPages<Message, Page extends MessagePage<Message>>(
  ask: (query: Query) => Promise<Page & MessagePage<Message>>,
): Promise<{ readonly first: Page; readonly messages: readonly Message[] }> {
  const first = await ask({ limit: PAGE });
  let page = first;
  const messages = [...first.messages];
  while (page.nextCursor !== undefined) {
    page = await ask({ limit: PAGE, cursor: page.nextCursor });
    messages.push(...page.messages);
  }
  return { first, messages };
}
