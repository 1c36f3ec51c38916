import { useCallback, useMemo } from 'react';
import type { CoachDescriptor } from '#client/coach-descriptor';
import type { Message } from '#client/message';
import type { AnySession } from '#client/session-reads';
import { isStreaming, type SessionState } from '#client/session-state';
import type { CoachSession, CoachSessionView } from './coach-session.ts';
import { useSessionAccess } from './coach-session-provider.ts';
import { useReadFields } from './use-read-fields.ts';

/** What every coach's screen shows and does. */
interface SharedSession<Sent extends Message, Session extends AnySession>
  extends Omit<SessionState, 'own'>,
    Omit<CoachSessionView<object, Session>, 'state'>,
    Pick<CoachSession<Sent>, 'stop' | 'retry' | 'takeDraft' | 'forgetRefusal'> {
  readonly sessionId: string;
  readonly isStreaming: boolean;
  /** A stop was asked for, and the turn has not ended yet. */
  readonly isStopping: boolean;
  readonly isGrounding: boolean;
  readonly groundingQuery: string | undefined;
  /** Tokens left this month; `undefined` while the server has not sent it. */
  readonly budget: number | null | undefined;
  /**
   * Creates another session of the same coach; resolves with its id, for the page to go there.
   *
   * @param first - Where the first turn creates the session: its message, which the session's page sends.
   */
  readonly startSession: (first?: Sent) => Promise<string>;
  readonly sendMessage: (message: Sent) => Promise<void>;
  /** Ends the session where the coach has that; deletes nothing. */
  readonly endSession: () => Promise<void>;
  /** Clears what is shown, and reads the session again. */
  readonly reset: () => Promise<void>;
  /** Reads the session again, without clearing what is shown. */
  readonly refresh: () => Promise<void>;
}

/** A message of any coach: a component that several coaches share passes fields on that it does not know. */
export type AnyMessage = Message & Readonly<Record<string, unknown>>;

/** The shared part, and beside it the coach's own. */
export type UseCoachSession<
  Sent extends Message = AnyMessage,
  Own extends object = object,
  Session extends AnySession = AnySession,
> = SharedSession<Sent, Session> & Own;

function shownOf({ state: { own, ...state }, ...around }: CoachSessionView<object>) {
  const { grounding, openTurn, budgetRemaining } = state;
  return {
    ...own,
    ...around,
    ...state,
    isStreaming: isStreaming(state),
    isStopping: openTurn?.isStopping ?? false,
    isGrounding: grounding.isGrounding,
    groundingQuery: grounding.query,
    budget: budgetRemaining,
  };
}

/**
 * Draws a component again when a field has changed that it reads, and not with every word of an answer.
 *
 * @param coach - The coach whose session it must be; without it, only what all coaches share is typed.
 * @throws outside of a `CoachSessionProvider`, and in one of another coach.
 */
export function useCoachSession<
  Sent extends Message = AnyMessage,
  Own extends object = object,
  Session extends AnySession = AnySession,
>(coach?: CoachDescriptor<Sent, Own, Session>): UseCoachSession<Sent, Own, Session> {
  const { sessionId, session } = useSessionAccess(coach);
  const actions = useMemo(
    () => ({
      sessionId,
      startSession: session.source.create,
      sendMessage: session.send,
      stop: session.stop,
      retry: session.retry,
      endSession: session.source.end,
      reset: session.reset,
      refresh: session.refresh,
      takeDraft: session.takeDraft,
      forgetRefusal: session.forgetRefusal,
    }),
    [session, sessionId],
  );
  const latest = useCallback(() => ({ ...shownOf(session.snapshot()), ...actions }), [session, actions]);
  // The provider holds a session of this very coach, so these are its types.
  return useReadFields(session.subscribe, latest) as UseCoachSession<Sent, Own, Session>;
}
