import { useCallback, useMemo } from 'react';
import type { CoachKind } from '#client/routes';
import { isStreaming, type SessionState } from '#client/session-state';
import type { Message } from '#client/turn-fields';
import type { CoachSessionView } from './coach-session.ts';
import { useSessionAccess } from './coach-session-provider.ts';
import { useReadFields } from './use-read-fields.ts';

/** Everything that a screen shows and does of the session that its provider holds. */
export interface UseCoachSession<Kind extends CoachKind = CoachKind>
  extends SessionState,
    Omit<CoachSessionView<Kind>, 'state'> {
  readonly sessionId: string;
  readonly isStreaming: boolean;
  /** A stop was asked for, and the turn's end is awaited. */
  readonly isStopping: boolean;
  /** Prompt coach: the intent as the coach understands it, and how sure it is, from 0 to 1. */
  readonly refinedDescription: string | undefined;
  readonly isGenerationReady: boolean;
  readonly confidence: number | undefined;
  readonly isGrounding: boolean;
  readonly groundingQuery: string | undefined;
  /** Tokens left this month; `undefined` while nobody has said. */
  readonly budget: number | null | undefined;
  /** A new session of the same kind; resolves with its id, for the page to go there. */
  readonly startSession: () => Promise<string>;
  readonly sendMessage: (message: Message) => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly retry: () => Promise<void>;
  /** Ends this session for good: it is deleted. */
  readonly endSession: () => Promise<void>;
  /** Forgets what is shown, and reads the session again. */
  readonly reset: () => Promise<void>;
  readonly takeDraft: () => void;
}

function shownOf<Kind extends CoachKind>({ state, ...around }: CoachSessionView<Kind>) {
  const { intent, grounding, openTurn, budgetRemaining } = state;
  return {
    ...around,
    ...state,
    isStreaming: isStreaming(state),
    isStopping: openTurn?.isStopping ?? false,
    refinedDescription: intent?.refinedDescription,
    isGenerationReady: intent?.isReady ?? false,
    confidence: intent?.confidence,
    isGrounding: grounding.isGrounding,
    groundingQuery: grounding.query,
    budget: budgetRemaining,
  };
}

/**
 * Draws a component again when something has changed that it reads, and not with every word of an answer.
 *
 * @param kind - Whose session it must be, for what only that coach's sessions have.
 * @throws outside of a `CoachSessionProvider`, and in one of another coach.
 */
export function useCoachSession<Kind extends CoachKind = CoachKind>(kind?: Kind): UseCoachSession<Kind> {
  const { sessionId, session, source } = useSessionAccess(kind);
  const actions = useMemo(
    () => ({
      sessionId,
      startSession: source.create,
      sendMessage: session.send,
      stop: session.stop,
      retry: session.retry,
      endSession: () => source.delete(sessionId),
      reset: async () => {
        session.close();
        await session.open();
      },
      takeDraft: session.takeDraft,
    }),
    [source, session, sessionId],
  );
  const latest = useCallback(() => ({ ...shownOf(session.snapshot()), ...actions }), [session, actions]);
  return useReadFields(session.subscribe, latest);
}
