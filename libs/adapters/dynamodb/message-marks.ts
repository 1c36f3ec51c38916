import type { TurnRef, TurnState } from '#ports/turn-records';
import { messageKey } from './keys.ts';
import { type TransactionItem, update } from './transaction-items.ts';

/**
 * Marks the person's message of a turn that did not complete, so that no later read has to look at the turn.
 * Unconditional: the end of the turn is in the same transaction, and its condition decides.
 */
export const markMessage = (
  tableName: string,
  ref: TurnRef,
  messageSeq: number,
  turnStatus: TurnState,
): readonly TransactionItem[] =>
  turnStatus === 'aborted' || turnStatus === 'failed'
    ? [update(tableName, messageKey(ref, messageSeq), { set: { turnStatus }, when: [] })]
    : [];
