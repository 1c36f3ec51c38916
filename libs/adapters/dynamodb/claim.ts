import { isoOf } from '#ports/clock';
import type { Claim } from '#ports/turns';
import { sessionHolder } from '#ports/uploads';
import { leaseDueAt } from './due.ts';
import { eventBatch } from './events.ts';
import type { Change } from './expressions.ts';
import { giveGrantBack, takeGrant } from './grants.ts';
import { budgetKey, dueShard, reservationKey, sessionKey, turnKey } from './keys.ts';
import { markMessage } from './message-marks.ts';
import { messageItem } from './message-rows.ts';
import { countRate } from './rates.ts';
import { digest, transact } from './send.ts';
import { newSession } from './session-rows.ts';
import { reserveBudget, sessionTokens } from './settle.ts';
import type { Storage } from './storage.ts';
import { check, put, putIfAbsent, type TransactionItem, update } from './transaction-items.ts';
import { holdImages } from './upload-items.ts';

/** @returns false when an item has changed since admission read it. */
export async function claim(table: Storage, claim: Claim): Promise<boolean> {
  const { ref, owner, epoch, reservation } = claim;
  // Without a budget item, the condition has no attribute to compare the requested tokens with.
  if (reservation.tokens > reservation.limit) return false;
  const items = claim.previous ? takeover(table, claim, claim.previous) : firstClaim(table, claim);
  const operation = digest('claim', ref.sub, ref.turnId, epoch, owner);
  const refused = await transact(
    table,
    operation,
    items,
    (turn) => turn['epoch']?.N === String(epoch) && turn['owner']?.S === owner,
  );
  return refused === undefined;
}

function firstClaim(table: Storage, claim: Claim): readonly TransactionItem[] {
  const { ref, now, message, rate } = claim;
  const { turn, budget, reservation } = keysOf(claim);
  return [
    putIfAbsent(table.tableName, {
      ...turn,
      ...newTurn(claim),
      dueShard: dueShard(turn),
      dueAt: leaseDueAt(claim.leaseUntil),
    }),
    ...holdSession(table, claim),
    update(table.tableName, budget, reserveBudget({ ref, ...claim.reservation })),
    putIfAbsent(table.tableName, {
      ...reservation,
      ...newReservation(claim),
      dueShard: dueShard(reservation),
      dueAt: leaseDueAt(claim.reservation.expiresAt),
    }),
    putIfAbsent(table.tableName, messageItem(ref, message)),
    countRate(table.tableName, ref.sub, rate, now),
    ...takeGrant(table.tableName, ref, claim.grant),
    ...holdImages(table.tableName, ref.sub, claim.images ?? [], sessionHolder(ref)),
    ...abandon(table, claim),
  ];
}

/** This turn becomes the session's active turn. A session that it opens counts in the hourly session rate. */
function holdSession(table: Storage, claim: Claim): readonly TransactionItem[] {
  const { ref, now, session } = claim;
  const { opening, expiresAt, turnLimit, title } = session;
  if (opening) {
    const opened = newSession({ ref, now, expiresAt, state: opening.state, messages: [] });
    return [
      putIfAbsent(table.tableName, {
        ...opened,
        ...(title !== undefined && { title }),
        activeTurn: ref.turnId,
        version: 2,
        nextSeq: 1,
        turnsUsed: 1,
      }),
      countRate(table.tableName, ref.sub, opening.rate, now),
    ];
  }
  return [
    update(table.tableName, sessionKey(ref), {
      set: { activeTurn: ref.turnId, title },
      // The turn that is left behind has failed, and a failure costs no turn.
      add: {
        version: 1,
        nextSeq: 1,
        turnsUsed: claim.abandon ? 0 : 1,
        ...(claim.abandon && sessionTokens(claim.abandon.usage)),
      },
      remove: ['parkedTurn'],
      ...sessionIsAsRead(claim, turnLimit),
    }),
  ];
}

/** A parked turn that was never requested again ends when the next turn of its session is claimed. */
function abandon(table: Storage, { ref, now, abandon }: Claim): readonly TransactionItem[] {
  if (!abandon) return [];
  const parked = { ...ref, turnId: abandon.turnId };
  const epoch = abandon.epoch + 1;
  const isAsRead = '#epoch = :epochRead AND #state = :parked';
  return [
    update(table.tableName, turnKey(parked), {
      set: { state: 'failed', outcome: abandon.outcome, epoch, finalEpoch: epoch, lastSeq: 1 },
      remove: ['dueShard', 'dueAt'],
      when: [isAsRead],
      values: { ':epochRead': abandon.epoch, ':parked': 'parked' },
    }),
    put(table.eventsTableName, eventBatch(parked, epoch, 0, [abandon.frame], now)),
    ...markMessage(table.tableName, parked, abandon.messageSeq, 'failed'),
    ...giveGrantBack(table.tableName, parked, abandon.giveBack),
  ];
}

/**
 * Continues the turn of a producer that is considered dead. Uses the hold that it still has or, for a parked turn, the
 * usage as last stored and a new hold.
 */
function takeover(table: Storage, claim: Claim, previous: NonNullable<Claim['previous']>): readonly TransactionItem[] {
  const { ref, owner, epoch, leaseUntil, usage } = claim;
  const { turn } = keysOf(claim);
  const isOfTheEpochRead = '#epoch = :epochRead AND #state = :stateRead';
  const hasTheLeaseRead = '#leaseUntil = :leaseRead';
  const wasRunning = previous.state === 'running';
  return [
    update(table.tableName, turn, {
      set: {
        state: 'running',
        epoch,
        owner,
        leaseUntil,
        usage,
        begunBy: 'claim',
        dueShard: dueShard(turn),
        dueAt: leaseDueAt(leaseUntil),
      },
      when: [isOfTheEpochRead, ...(wasRunning ? [hasTheLeaseRead] : [])],
      values: {
        ':epochRead': previous.epoch,
        ':stateRead': previous.state,
        ...(wasRunning && { ':leaseRead': previous.leaseUntil }),
      },
    }),
    update(table.tableName, sessionKey(ref), {
      set: { activeTurn: ref.turnId },
      add: { version: 1 },
      remove: ['parkedTurn'],
      ...sessionIsAsRead(claim, null),
    }),
    ...goOnPaying(table, claim),
  ];
}

function goOnPaying(table: Storage, claim: Claim): readonly TransactionItem[] {
  const { tokens, previous, expiresAt } = claim.reservation;
  const { budget, reservation } = keysOf(claim);
  if (!previous || previous.state === 'held') {
    // The version too, because the previous producer may have extended the hold since.
    const isAsRead = '#state = :held AND #version = :version';
    const values = { ':held': 'held', ':version': previous?.version };
    return [check(table.tableName, reservation, { when: [isAsRead], values })];
  }
  const isAsRead = '#state = :state AND #version = :version';
  return [
    update(table.tableName, reservation, {
      set: {
        state: 'held',
        amount: previous.amount + tokens,
        source: 'estimate',
        expiresAt: isoOf(expiresAt),
        dueShard: dueShard(reservation),
        dueAt: leaseDueAt(expiresAt),
      },
      add: { version: 1 },
      when: [isAsRead],
      values: { ':state': previous.state, ':version': previous.version },
    }),
    update(table.tableName, budget, {
      ...reserveBudget({ ref: claim.ref, ...claim.reservation }),
      add: { committed: tokens, spent: -previous.amount, live: 1 },
    }),
  ];
}

const keysOf = ({ ref, reservation: { period } }: Claim) => ({
  turn: turnKey(ref),
  budget: budgetKey(ref.sub, period),
  reservation: reservationKey(ref, period),
});

/** Must stay below 1 kB, because every heartbeat writes this item. */
const newTurn = ({ ref, owner, epoch, now, leaseUntil, bodyHash, message, usage, reservation, grant }: Claim) => ({
  sub: ref.sub,
  kind: ref.kind,
  sessionId: ref.sessionId,
  turnId: ref.turnId,
  state: 'running',
  epoch,
  owner,
  begunBy: 'claim',
  leaseUntil,
  bodyHash,
  messageSeq: message.seq,
  period: reservation.period,
  usage,
  createdAt: isoOf(now),
  ...(grant && { grant }),
});

const newReservation = ({ ref, reservation }: Claim) => ({
  state: 'held',
  amount: reservation.tokens,
  estimate: reservation.tokens,
  source: 'estimate',
  version: 1,
  expiresAt: isoOf(reservation.expiresAt),
  sub: ref.sub,
  kind: ref.kind,
  sessionId: ref.sessionId,
  turnId: ref.turnId,
});

function sessionIsAsRead(
  { ref, now, session, abandon }: Claim,
  turnLimit: number | null,
): Pick<Change, 'when' | 'values'> {
  const isAsRead = '#version = :version';
  const hasNoOtherTurn = 'attribute_not_exists(#activeTurn) OR #activeTurn = :turnId';
  const isOpen = '#status = :active AND attribute_not_exists(#deletedAt)';
  const isNotExpired = 'attribute_not_exists(#expiresAt) OR #expiresAt > :now';
  const isUnderItsLimit = '#turnsUsed < :turnLimit';
  return {
    when: [isAsRead, hasNoOtherTurn, isOpen, isNotExpired, ...(turnLimit === null ? [] : [isUnderItsLimit])],
    values: {
      ':version': session.version,
      ':turnId': ref.turnId,
      ':active': 'active',
      ':now': isoOf(now),
      ...(turnLimit !== null && { ':turnLimit': turnLimit + (abandon ? 1 : 0) }),
    },
  };
}
