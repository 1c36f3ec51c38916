import type { TurnState } from '#contract/turn-state';
import type { MessageRecord, SessionRecord } from '#ports/session-records';

export interface TurnFields {
  readonly turnId?: string;
  readonly turnStatus?: TurnState;
  /** The answer was cut short by a stop. */
  readonly partial?: boolean;
}

/** The fields of a message for clients that say which turn it belongs to and what became of it. None for a greeting. */
export function turnFieldsOf(
  message: MessageRecord,
  session: Pick<SessionRecord, 'activeTurn' | 'parkedTurn'>,
): TurnFields {
  const { turnId, partial } = message;
  if (turnId === undefined) return {};
  return { turnId, turnStatus: statusOf(message, session), ...(partial && { partial }) };
}

function statusOf(
  { turnId, turnStatus, partial }: MessageRecord,
  { activeTurn, parkedTurn }: Pick<SessionRecord, 'activeTurn' | 'parkedTurn'>,
): TurnState {
  if (turnStatus) return turnStatus;
  if (turnId === activeTurn) return 'running';
  if (turnId === parkedTurn) return 'parked';
  return partial ? 'aborted' : 'completed';
}
