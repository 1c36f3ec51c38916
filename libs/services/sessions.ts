import { TIERS } from '#contract/tiers';
import { type Ids, isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Json } from '#ports/model';
import type { MessageRecord, SessionKind, SessionRecord, SessionRef } from '#ports/session-records';
import type { Page, SessionListing, Sessions, Users } from '#ports/sessions';
import type { Turns } from '#ports/turns';
import { abortTurn } from './abort-turn.ts';
import type { CountDeps } from './count-request.ts';
import { rateLimited } from './limits.ts';
import { sessionRate } from './rates.ts';
import { orderRemoval } from './remove-session.ts';
import type { StartJobsDeps } from './start-jobs.ts';
import { MAX_DECISIONS } from './turn/parameters.ts';

const HOUR_MS = 60 * 60_000;

/** Reads that fill one page of messages. A page with fewer messages has a cursor all the same. */
const MAX_PAGE_READS = 5;

export interface SessionDeps extends StartJobsDeps, CountDeps {
  readonly turns: Turns;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly ids: Ids;
}

/** How sessions of one coach kind begin. */
export interface SessionStart {
  readonly kind: SessionKind;
  /** What its path names above it, for example `coachId`. */
  readonly parents?: Readonly<Record<string, string>>;
  readonly state: Json;
  /** The coach's first message. */
  readonly greeting: string;
  /** Idle time after a turn until the session expires, in milliseconds. `null` for never. */
  readonly idleMs: number | null;
}

export interface SessionWithMessages {
  readonly session: SessionRecord;
  readonly messages: Page<MessageRecord>;
}

/**
 * Creates a session with the greeting as message 0.
 * @throws {CoachError} `rate_limited` when the hourly session limit is reached.
 */
export async function createSession(sub: string, start: SessionStart, deps: SessionDeps): Promise<SessionWithMessages> {
  const now = deps.clock.now();
  const { tier } = await deps.users.get(sub);
  const { kind, parents } = start;
  const ref = { sub, kind, sessionId: deps.ids.ulid(), ...(parents && { parents }) };
  const greeting: MessageRecord = {
    messageId: deps.ids.ulid(),
    seq: 0,
    role: 'assistant',
    content: [{ type: 'text', text: start.greeting }],
    createdAt: isoOf(now),
  };
  const isCreated = await deps.sessions.create({
    ref,
    now,
    expiresAt: start.idleMs === null ? null : isoOf(now + start.idleMs),
    state: start.state,
    messages: [greeting],
    rate: sessionRate(now, TIERS[tier].sessionsPerHour),
  });
  if (!isCreated) throw rateLimited(now, HOUR_MS);
  return getSession(ref, { limit: 1 }, deps);
}

/**
 * A session with a page of its messages. Failed turns are left out, except the last turn of the session.
 * @throws {CoachError} `not_found`, also when the session belongs to another user.
 */
export async function getSession(
  ref: SessionRef,
  page: { readonly limit: number; readonly cursor?: string },
  { sessions, clock }: Pick<SessionDeps, 'sessions' | 'clock'>,
): Promise<SessionWithMessages> {
  const [session, first] = await Promise.all([sessions.get(ref), sessions.messages(ref, page)]);
  if (!session) throw notFound();
  const isListed = ({ turnStatus, seq }: MessageRecord) => turnStatus !== 'failed' || seq === session.nextSeq - 1;
  const items = first.items.filter(isListed);
  let { nextCursor } = first;
  for (let reads = 1; nextCursor !== undefined && items.length < page.limit && reads < MAX_PAGE_READS; reads += 1) {
    const more = await sessions.messages(ref, { limit: page.limit - items.length, cursor: nextCursor });
    items.push(...more.items.filter(isListed));
    nextCursor = more.nextCursor;
  }
  return { session: asOfNow(session, clock.now()), messages: { items, ...(nextCursor && { nextCursor }) } };
}

export async function listSessions(
  listing: SessionListing,
  { sessions, clock }: Pick<SessionDeps, 'sessions' | 'clock'>,
): Promise<Page<SessionRecord>> {
  const page = await sessions.list(listing);
  return { ...page, items: page.items.map((session) => asOfNow(session, clock.now())) };
}

/**
 * Stops the running turn and marks the session as deleted for every reader. A job removes its items, and
 * comes back for what a late writer has left. A turn that begins
 * in between is stopped too, so that none runs or keeps a hold in a deleted session.
 *
 * @throws {CoachError} `not_found`; `turn_in_progress` when a new turn begins at every attempt.
 */
export async function deleteSession(ref: SessionRef, deps: SessionDeps): Promise<void> {
  const turnIds = new Set<string>();
  for (let reads = 1; reads <= MAX_DECISIONS; reads += 1) {
    const session = await deps.sessions.get(ref);
    if (!session) throw notFound();
    if (session.activeTurn) await abortTurn({ ...ref, turnId: session.activeTurn }, deps);
    for (const turnId of [session.activeTurn, session.lastTurn]) if (turnId) turnIds.add(turnId);
    if (await orderRemoval(ref, [...turnIds], deps)) return;
  }
  throw new CoachError('turn_in_progress', 'turns keep beginning in the session', { retryAfterMs: 1_000 });
}

/** Expiry is computed on every read, because TTL and the sweeper are late. */
export const asOfNow = <State>(session: SessionRecord<State>, now: number): SessionRecord<State> =>
  session.status === 'active' && session.expiresAt !== null && session.expiresAt <= isoOf(now)
    ? { ...session, status: 'expired' }
    : session;

const notFound = () => new CoachError('not_found', 'no such session');
