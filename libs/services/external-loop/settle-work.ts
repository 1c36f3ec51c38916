import type { GivenMessage } from '#contract/given-message';
import type { Usage } from '#contract/usage';
import { titleOf } from '#domain/clip';
import { type Clock, type Ids, isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { ContentBlock } from '#ports/model';
import type { AddedMessages, HeldReservation, Reservations } from '#ports/reservations';
import type { MessageRecord, SessionRecord } from '#ports/session-records';
import type { Sessions } from '#ports/sessions';
import type { TurnRef } from '#ports/turn-records';
import { wellFormedContent } from '../well-formed.ts';

export interface SettleDeps {
  readonly reservations: Reservations;
  readonly sessions: Pick<Sessions, 'get'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** A reservation and its session, which may have been deleted meanwhile. */
export interface Work {
  readonly now: number;
  readonly reservation: HeldReservation;
  readonly session: SessionRecord | undefined;
}

/** Maximum reads of a session with concurrent changes before the request fails. */
const MAX_READS = 20;

/**
 * Numbers left free for the answer of a running turn, which took its number at its start. A transaction holds no more
 * items.
 */
const TURN_MESSAGES = 100;

/**
 * Reads and calls `act` again until its write succeeds.
 *
 * @param act - Returns false when something has changed since it was read.
 * @returns the last state read.
 * @throws {CoachError} `not_found` when this session of this user has no such reservation.
 */
export async function untilItFits(
  ref: TurnRef,
  act: (work: Work) => Promise<boolean>,
  { reservations, sessions, clock }: SettleDeps,
): Promise<Work> {
  for (let reads = 1; reads <= MAX_READS; reads += 1) {
    const now = clock.now();
    const [reservation, session] = await Promise.all([reservations.find(ref, now), sessions.get(ref)]);
    if (!reservation) throw new CoachError('not_found', 'no such reservation');
    const work = { now, reservation, session };
    if (await act(work)) return work;
  }
  throw new CoachError('dependency_unavailable', 'a concurrent change at every attempt', { retryAfterMs: 1_000 });
}

export interface LoopReport {
  readonly messages: readonly GivenMessage[];
  readonly usage: Usage;
  /** True when the answer was not cut short. */
  readonly isComplete: boolean;
}

/** The messages as they are stored. Empty when the session is gone. */
export function addedTo(
  { session, now }: Work,
  { turnId }: TurnRef,
  { messages, usage, isComplete }: LoopReport,
  ids: Ids,
): { readonly added?: AddedMessages } {
  if (!session) return {};
  const { nextSeq, title } = session;
  const skipped = session.activeTurn === null && session.parkedTurn === null ? 0 : TURN_MESSAGES;
  const records = messages.map(
    ({ role, content }, place): MessageRecord => ({
      messageId: ids.ulid(),
      seq: nextSeq + skipped + place,
      role,
      content: blocksOf(content),
      turnId,
      ...(!isComplete && { turnStatus: 'aborted', ...(role === 'assistant' && { partial: true }) }),
      createdAt: isoOf(now),
    }),
  );
  return { added: { nextSeq, skipped, messages: records, usage, isComplete, title: title ?? titleFrom(records) } };
}

/** The content as well-formed blocks. The cast is safe because JSON has no `undefined`. */
export const blocksOf = (content: GivenMessage['content']): readonly ContentBlock[] =>
  typeof content === 'string'
    ? [{ type: 'text', text: content }]
    : wellFormedContent(content as readonly ContentBlock[]);

function titleFrom(messages: readonly MessageRecord[]): string | null {
  const texts = messages.flatMap(({ role, content }) => (role === 'user' ? content : []));
  const first = texts.find((block) => block.type === 'text');
  return first ? titleOf(first.text) : null;
}
