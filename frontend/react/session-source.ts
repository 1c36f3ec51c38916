import type { CoachClient } from '#client/create-coach-client';
import type { LoadedSession } from '#client/local-action';
import type { CoachKind } from '#client/routes';
import type { CreatorSession } from '#contract/creator-session-responses';
import type { ChatSession } from '#contract/game-chat';

/** What each coach's API says of a session. */
export interface SessionTypes {
  readonly coachCreator: CreatorSession;
  readonly gameCoach: ChatSession;
}

/** Where one coach's sessions come from. Every call throws `Refusal` or `Unreachable`. */
export interface SessionSource<Session> {
  /** The session with all of its messages, however many pages they are. */
  read(sessionId: string): Promise<{ readonly session: Session; readonly loaded: LoadedSession }>;
  /** The session alone: what a turn has changed of it. */
  refresh(sessionId: string): Promise<Session>;
  /** Resolves with the id of a new session. */
  create(): Promise<string>;
  delete(sessionId: string): Promise<void>;
}

/** A coach as a page names it: apart from each other, so that a page loads one coach's schemas and not all of them. */
export interface CoachSessions<Kind extends CoachKind> {
  readonly kind: Kind;
  readonly source: (client: CoachClient) => SessionSource<SessionTypes[Kind]>;
}

interface MessagePage<Message> {
  readonly messages: readonly Message[];
  readonly nextCursor?: string | undefined;
}

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

const PAGE = 100;

/** Every page, from the first on. */
export async function readAll<Message, Page extends MessagePage<Message>>(
  ask: (query: PageQuery) => Promise<Page & MessagePage<Message>>,
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
