import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { CoachDescriptor } from '#client/coach-descriptor';
import type { Message } from '#client/message';
import type { SessionState } from '#client/session-state';
import { canonicalId } from '#contract/ids';
import { useCoachAccess } from './coach-provider.ts';
import { createTurnRunner, type TurnRunner } from './turn-runner.ts';

/** Turns of one session without the session around them: for pages that keep messages in another place. */
export interface CoachTurn<Sent extends Message, Own extends object>
  extends Pick<TurnRunner<Sent>, 'send' | 'resume' | 'stop' | 'retry'> {
  readonly state: SessionState<Own>;
}

/**
 * A running turn continues at the server when the component is unmounted.
 *
 * @param isNew - The first turn creates the session, under this id. Only where first turns do that.
 */
export function useCoachTurn<Sent extends Message, Own extends object>(
  coach: CoachDescriptor<Sent, Own>,
  sessionId: string,
  isNew = false,
): CoachTurn<Sent, Own> {
  const { client } = useCoachAccess();
  const runner = useMemo(
    () => createTurnRunner({ coach, sessionId: canonicalId(sessionId) }, { client, isNew: () => isNew }),
    [client, coach, sessionId, isNew],
  );
  useEffect(() => () => runner.leave(), [runner]);
  const state = useSyncExternalStore(runner.store.subscribe, runner.store.snapshot, runner.store.snapshot);
  return useMemo(
    () => ({ state, send: runner.send, resume: runner.resume, stop: runner.stop, retry: runner.retry }),
    [state, runner],
  );
}
