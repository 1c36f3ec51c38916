import { formatEventId } from '#contract/ids';
import type { TurnStatus } from '#contract/turn-responses';
import type { Clock } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Turns } from '#ports/turns';
import { storedText } from './turn/close-turn.ts';
import { isAlive, isOver } from './turn/decide.ts';

/** Poll interval for a turn that is not over, in milliseconds. */
const POLL_MS = 1_000;

/**
 * The state of a turn. Clients that cannot stream poll it for the answer. A turn whose producer has died is shown
 * to them as parked before the sweeper parks it, because the same request then takes it over.
 *
 * @throws {CoachError} `not_found` when the turn does not exist.
 */
export async function turnStatus(
  ref: TurnRef,
  { turns, clock }: { readonly turns: Turns; readonly clock: Clock },
): Promise<TurnStatus> {
  const { turn } = await turns.find(ref);
  if (!turn) throw new CoachError('not_found', 'no such turn');
  const isFinal = isOver(turn);
  const frames = await turns.readEvents(ref, turn.epoch, 0);
  const last = frames.at(-1)?.id ?? { epoch: turn.epoch, seq: 0 };
  return {
    turnId: turn.turnId,
    sessionId: ref.sessionId,
    status: turn.state === 'running' && !isAlive(turn, clock.now()) ? 'parked' : turn.state,
    accepted: turn.isTombstone !== true,
    text: isFinal ? await answerOf(turns, ref, turn) : await storedText(turns, ref, turn),
    lastEventId: formatEventId(last),
    ...(isFinal ? { usage: turn.usage } : { pollAfterMs: POLL_MS }),
    ...(turn.outcome?.type === 'error' && {
      error: { code: turn.outcome.code, message: turn.outcome.message, retryable: turn.outcome.retryable },
    }),
  };
}

async function answerOf(turns: Turns, ref: TurnRef, turn: TurnRecord): Promise<string> {
  const messages = await turns.readAnswer(ref, turn.messageSeq);
  const texts = messages.flatMap(({ content }) => content.map((block) => (block.type === 'text' ? block.text : '')));
  return texts.join('');
}
