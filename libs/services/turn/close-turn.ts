import type { TerminalEvent } from '#contract/events';
import type { ProblemCode } from '#contract/problems';
import { chargeOf, type Usage } from '#contract/usage';
import { type Clock, type Ids, isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Abandon, Found, Turns } from '#ports/turns';
import { estimateTokens } from '../metering/estimate.ts';
import { returned } from './access.ts';
import { failed, outcomeOf } from './ending.ts';
import { PARK_MS } from './parameters.ts';

export interface CloseDeps {
  readonly turns: Turns;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A turn that is not over, with its session and its reservation, as they were read. */
export type Unfinished = { readonly [Part in keyof Found]: NonNullable<Found[Part]> };

export const isUnfinished = ({ turn, session, reservation }: Found): boolean =>
  turn !== undefined && session !== undefined && reservation !== undefined;

/**
 * Ends a turn from outside: a person stops it, or it cannot go on. What was produced until then is paid, as far as the
 * producer has noted it; a stop keeps the text, too.
 *
 * @param code - Why it failed; none when a person stopped it.
 * @returns false when the turn has changed since it was read: look again.
 */
export async function closeTurn(
  ref: TurnRef,
  { turn, session, reservation }: Unfinished,
  { turns, clock, ids }: CloseDeps,
  code?: ProblemCode,
): Promise<boolean> {
  const now = clock.now();
  const text = await saidSoFar(turns, ref, turn);
  const usage = atLeast(turn.usage, text);
  const event: TerminalEvent = code
    ? failed(ref, new CoachError(code, 'the turn cannot go on')).event
    : { type: 'aborted', turnId: ref.turnId, sessionId: ref.sessionId, aiResponse: text, usage };
  const isKept = !code && text !== '';
  return turns.close({
    ref,
    now,
    turn,
    reservation,
    nextSeq: session.nextSeq,
    state: code ? 'failed' : 'aborted',
    outcome: outcomeOf(event),
    usage,
    charge: chargeOf(usage),
    frame: { id: { epoch: turn.epoch + 1, seq: 1 }, event },
    ...returned(turn.grant, text !== '' || turn.usage.outputTokens > 0),
    ...(isKept && {
      partial: {
        messageId: ids.ulid(),
        seq: session.nextSeq,
        role: 'assistant',
        content: [{ type: 'text', text }],
        turnId: ref.turnId,
        partial: true,
        createdAt: isoOf(now),
      },
    }),
  });
}

/**
 * Puts a turn aside whose producer is dead, so that its session is free.
 * @returns false when the turn has changed since it was read.
 */
export function parkTurn(
  ref: TurnRef,
  { turn, reservation }: Unfinished,
  { turns, clock }: Pick<CloseDeps, 'turns' | 'clock'>,
): Promise<boolean> {
  const now = clock.now();
  return turns.park({ ref, now, turn, reservation, charge: chargeOf(turn.usage), until: now + PARK_MS });
}

/** The turn that was put aside has failed, now that its session goes on without it: with the trial that it has taken. */
export function abandonOf(ref: TurnRef, { turnId, epoch, usage, grant }: TurnRecord): Abandon {
  const { event } = failed(ref, new CoachError('attempts_exhausted', 'left behind by the next turn'));
  return {
    turnId,
    epoch,
    outcome: outcomeOf(event),
    usage,
    frame: { id: { epoch: epoch + 1, seq: 1 }, event },
    ...(grant !== 'trial' && returned(grant, usage.outputTokens > 0)),
  };
}

/** The text of the running epoch, as far as it is stored. */
export async function saidSoFar(turns: Turns, ref: TurnRef, turn: TurnRecord): Promise<string> {
  const frames = await turns.readEvents(ref, turn.epoch, 0);
  return frames.map(({ event }) => (event.type === 'chunk' ? event.text : '')).join('');
}

/** Text that was stored after the last heartbeat counts, too. */
const atLeast = (usage: Usage, text: string): Usage => ({
  ...usage,
  outputTokens: Math.max(usage.outputTokens, estimateTokens(text)),
});
