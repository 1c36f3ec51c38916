import { createContext, createElement, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { CoachKind } from '#client/routes';
import { useCoachAccess } from './coach-provider.ts';
import { type CoachSession, createCoachSession } from './coach-session.ts';

interface SessionAccess {
  readonly sessionId: string;
  readonly session: CoachSession;
}

const SessionContext = createContext<SessionAccess | undefined>(undefined);

export interface CoachSessionProviderProps {
  readonly kind: CoachKind;
  readonly sessionId: string;
  readonly children: ReactNode;
}

/** Holds one session for every component below it; reads it when it appears, and leaves it when it goes. */
export function CoachSessionProvider({ kind, sessionId, children }: CoachSessionProviderProps) {
  const { client, rest } = useCoachAccess();
  const access = useMemo(
    () => ({ sessionId, session: createCoachSession({ kind, sessionId }, { client, rest }) }),
    [client, rest, kind, sessionId],
  );
  useEffect(() => {
    void access.session.open();
    return () => access.session.close();
  }, [access]);
  return createElement(SessionContext, { value: access }, children);
}

/** @throws outside of a `CoachSessionProvider`. */
export function useSessionAccess(): SessionAccess {
  const access = useContext(SessionContext);
  if (!access) throw new Error('no CoachSessionProvider above this component');
  return access;
}
