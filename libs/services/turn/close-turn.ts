import { type CoachEvent, isShown, type TerminalEvent } from '#contract/events';
import type { ProblemCode } from '#contract/problems';
import { chargeOf, type Usage } from '#contract/usage';
import type { Clock, Ids } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { Abandon } from '#ports/turn-endings';
import type { TurnRecord, TurnRef } from '#ports/turn-records';
import type { Found, Turns } from '#ports/turns';
import { estimateTokens } from '../metering/estimate.ts';
import { countsAsTurn, returned } from './access.ts';
import { failed, outcomeOf, partialMessage } from './ending.ts';
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
 * Ends a turn from outside because its producer did not answer a stop, or because it cannot continue. Charges the usage
 * of the last heartbeat. A stop keeps the text of the event log.
 *
 * @param code - Why it failed; absent when the user stopped it.
 * @returns false when the turn has changed since it was read: read it again.
 */
export async function closeTurn(
  ref: TurnRef,
  { turn, session, reservation }: Unfinished,
  { turns, clock, ids }: CloseDeps,
  code?: ProblemCode,
): Promise<boolean> {
  const now = clock.now();
  const events = await storedEvents(turns, ref, turn);
  const text = textOf(events);
  const usage = atLeast(turn.usage, text);
  const wasShown = turn.wasShown === true || events.some(isShown);
  const state = code ? 'failed' : 'aborted';
  const event: TerminalEvent = code
    ? failed(ref, new CoachError(code, 'the turn cannot go on')).event
    : { type: 'aborted', turnId: ref.turnId, sessionId: ref.sessionId, aiResponse: text, usage };
  const partial = code ? undefined : partialMessage(ref, { text, seq: session.nextSeq, messageId: ids.ulid(), now });
  return turns.close({
    ref,
    now,
    turn,
    reservation,
    nextSeq: session.nextSeq,
    state,
    outcome: outcomeOf(event),
    usage,
    charge: chargeOf(usage),
    countsAsTurn: countsAsTurn(state, wasShown),
    frame: { id: { epoch: turn.epoch + 1, seq: 1 }, event },
    // The producer may have shown more than it stored, so a stop from outside uses up the trial or preview.
    ...(code && returned(turn.grant, wasShown)),
    ...(partial && { partial }),
  });
}

/**
 * Parks a turn whose producer is dead, so that its session is free.
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

/** Fails a parked turn because its session continues with another one. Returns its preview if nothing was shown. */
export function abandonOf(ref: TurnRef, { turnId, epoch, usage, grant, messageSeq, wasShown }: TurnRecord): Abandon {
  const { event } = failed(ref, new CoachError('attempts_exhausted', 'left behind by the next turn'));
  return {
    turnId,
    epoch,
    outcome: outcomeOf(event),
    usage,
    messageSeq,
    frame: { id: { epoch: epoch + 1, seq: 1 }, event },
    ...(grant !== 'trial' && returned(grant, wasShown === true)),
  };
}

/** The stored text of the running epoch. */
export const storedText = async (turns: Turns, ref: TurnRef, turn: TurnRecord): Promise<string> =>
  textOf(await storedEvents(turns, ref, turn));

const storedEvents = async (turns: Turns, ref: TurnRef, { epoch }: TurnRecord): Promise<readonly CoachEvent[]> =>
  (await turns.readEvents(ref, epoch, 0)).map(({ event }) => event);

const textOf = (events: readonly CoachEvent[]): string =>
  events.map((event) => (event.type === 'chunk' ? event.text : '')).join('');

/** Text that was stored after the last heartbeat counts as output. */
const atLeast = (usage: Usage, text: string): Usage => ({
  ...usage,
  outputTokens: Math.max(usage.outputTokens, estimateTokens(text)),
});
