import { createContext, createElement, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import type { CoachDescriptor, PathParams } from '#client/coach-descriptor';
import type { Message } from '#client/message';
import { canonicalId } from '#contract/ids';
import { useCoachAccess } from './coach-provider.ts';
import { type Begun, type CoachSession, createCoachSession } from './coach-session.ts';

/** One session, and the coach that it belongs to. */
interface SessionAccess {
  readonly coach: CoachDescriptor;
  readonly sessionId: string;
  readonly session: CoachSession<Message, object>;
}

const SessionContext = createContext<SessionAccess | undefined>(undefined);

export interface CoachSessionProviderProps {
  /** Which coach: `coachCreator`, `gameCoach`. */
  readonly coach: CoachDescriptor;
  readonly sessionId: string;
  /** Path parameters of the session's parent, such as `coachId`. */
  readonly params?: PathParams;
  /** For a session that its first turn creates; a change has no effect. */
  readonly begun?: Begun;
  readonly children: ReactNode;
}

/** Holds one session for every component below it; reads it when it is mounted, and leaves it when it is unmounted. */
export function CoachSessionProvider({ coach, sessionId, params, begun = 'yes', children }: CoachSessionProviderProps) {
  const { client } = useCoachAccess();
  const first = useRef(begun);
  // The same parameters in another object are the same session.
  const paramsKey = JSON.stringify(params);
  const access = useMemo(() => {
    const parsed = paramsKey === undefined ? undefined : (JSON.parse(paramsKey) as PathParams);
    const ref = { coach, sessionId: canonicalId(sessionId), params: parsed };
    const session = createCoachSession(ref, { client, begun: first.current });
    return { coach, sessionId: ref.sessionId, session };
  }, [client, coach, sessionId, paramsKey]);
  useEffect(() => {
    void access.session.open();
    return () => access.session.close();
  }, [access]);
  return createElement(SessionContext, { value: access }, children);
}

/** @throws outside of a `CoachSessionProvider`, and in one of another coach. */
export function useSessionAccess(coach: CoachDescriptor | undefined): SessionAccess {
  const access = useContext(SessionContext);
  if (!access) throw new Error('no CoachSessionProvider above this component');
  if (coach && access.coach !== coach) throw new Error(`a session of ${access.coach.name}, not of ${coach.name}`);
  return access;
}
