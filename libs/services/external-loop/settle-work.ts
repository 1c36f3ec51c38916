import type { GivenMessage } from '#contract/game-chat';
import type { Usage } from '#contract/usage';
import { titleOf } from '#domain/clip';
import { type Clock, type Ids, isoOf } from '#ports/clock';
import { CoachError } from '#ports/errors';
import type { ContentBlock } from '#ports/model';
import type { AddedMessages, HeldReservation, Reservations } from '#ports/reservations';
import type { MessageRecord, SessionRecord } from '#ports/session-records';
import type { Sessions } from '#ports/sessions';
import type { TurnRef } from '#ports/turn-records';

export interface SettleDeps {
  readonly reservations: Reservations;
  readonly sessions: Pick<Sessions, 'get'>;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What is known of a reservation, and of the conversation that it is for; that may be gone by now. */
export interface Work {
  readonly now: number;
  readonly reservation: HeldReservation;
  readonly session: SessionRecord | undefined;
}

/** A conversation in which others speak too is read again this often before we say that we are busy. */
const MAX_READS = 20;

/** Left free for the answers of a turn under way: it took its numbers when it began. A transaction holds no more. */
const TURN_MESSAGES = 100;

/**
 * Reads, and lets `act` decide by what was read, until what it does fits.
 *
 * @param act - Returns false when something has changed since it was read.
 * @returns what was read last.
 * @throws {CoachError} `not_found` when there is no such reservation in this conversation of this person.
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
  throw new CoachError('dependency_unavailable', 'too much at once', { retryAfterMs: 1_000 });
}

export interface LoopReport {
  readonly messages: readonly GivenMessage[];
  readonly usage: Usage;
  /** The answer was not cut short. */
  readonly isComplete: boolean;
}

/** What was said, as it is stored; nothing where the conversation is gone. */
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
      ...(!isComplete && role === 'assistant' && { partial: true }),
      createdAt: isoOf(now),
    }),
  );
  return { added: { nextSeq, skipped, messages: records, usage, isComplete, title: title ?? titleFrom(records) } };
}

/** Blocks of what was given; JSON has no `undefined`. */
export const blocksOf = (content: GivenMessage['content']): readonly ContentBlock[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : (content as readonly ContentBlock[]);

function titleFrom(messages: readonly MessageRecord[]): string | null {
  const texts = messages.flatMap(({ role, content }) => (role === 'user' ? content : []));
  const first = texts.find((block) => block.type === 'text');
  return first ? titleOf(first.text) : null;
}
