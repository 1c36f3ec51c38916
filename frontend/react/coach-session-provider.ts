import { createContext, createElement, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import type { CoachClient } from '#client/create-coach-client';
import type { CoachKind } from '#client/routes';
import { useCoachAccess } from './coach-provider.ts';
import { type Begun, type CoachSession, createCoachSession } from './coach-session.ts';
import type { CoachSessions, SessionSource, SessionTypes } from './session-source.ts';

/** One session, and where its kind comes from. */
export interface SessionAccess<Kind extends CoachKind = CoachKind> {
  readonly kind: Kind;
  readonly sessionId: string;
  readonly session: CoachSession<Kind>;
  readonly source: SessionSource<SessionTypes[Kind]>;
}

const SessionContext = createContext<SessionAccess | undefined>(undefined);

function accessTo<Kind extends CoachKind>(
  { kind, source: sourceOf }: CoachSessions<Kind>,
  sessionId: string,
  begun: Begun,
  client: CoachClient,
): SessionAccess<Kind> {
  const source = sourceOf(client);
  return { kind, sessionId, source, session: createCoachSession({ kind, sessionId }, { client, source, begun }) };
}

export interface CoachSessionProviderProps<Kind extends CoachKind> {
  /** Whose sessions: `CREATOR_SESSIONS`, `GAME_SESSIONS`. */
  readonly coach: CoachSessions<Kind>;
  readonly sessionId: string;
  /** Of a session that begins with its first turn; a change has no effect. */
  readonly begun?: Begun;
  readonly children: ReactNode;
}

/** Holds one session for every component below it; reads it when it appears, and leaves it when it goes. */
export function CoachSessionProvider<Kind extends CoachKind>({
  coach,
  sessionId,
  begun = 'yes',
  children,
}: CoachSessionProviderProps<Kind>) {
  const { client } = useCoachAccess();
  const first = useRef(begun);
  const access = useMemo(() => accessTo(coach, sessionId, first.current, client), [client, coach, sessionId]);
  useEffect(() => {
    void access.session.open();
    return () => access.session.close();
  }, [access]);
  return createElement(SessionContext, { value: access }, children);
}

/** @throws outside of a `CoachSessionProvider`, and in one of another coach. */
export function useSessionAccess<Kind extends CoachKind>(kind: Kind | undefined): SessionAccess<Kind> {
  const access = useContext(SessionContext);
  if (!access) throw new Error('no CoachSessionProvider above this component');
  if (kind !== undefined && access.kind !== kind) throw new Error(`a session of ${access.kind}, and not of ${kind}`);
  return access as unknown as SessionAccess<Kind>;
}
