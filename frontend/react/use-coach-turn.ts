import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { CoachKind } from '#client/routes';
import type { SessionState } from '#client/session-state';
import { useCoachAccess } from './coach-provider.ts';
import { createTurnRunner, type TurnRunner } from './turn-runner.ts';

/** Turns of one session without the session around them: for whoever keeps messages in another place. */
export interface CoachTurn extends Pick<TurnRunner, 'send' | 'resume' | 'stop' | 'retry'> {
  readonly state: SessionState;
}

/**
 * Leaving the page leaves a running turn alone: it goes on at the server.
 *
 * @param isNew - The first turn begins the session, and lends it its id. Only of coaches that begin so.
 */
export function useCoachTurn(kind: CoachKind, sessionId: string, isNew = false): CoachTurn {
  const { client } = useCoachAccess();
  const runner = useMemo(
    () => createTurnRunner({ kind, sessionId }, { client, isNew: () => isNew }),
    [client, kind, sessionId, isNew],
  );
  useEffect(() => () => runner.leave(), [runner]);
  const state = useSyncExternalStore(runner.store.subscribe, runner.store.snapshot, runner.store.snapshot);
  return useMemo(
    () => ({ state, send: runner.send, resume: runner.resume, stop: runner.stop, retry: runner.retry }),
    [state, runner],
  );
}
