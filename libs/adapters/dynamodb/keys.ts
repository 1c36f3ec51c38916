import type { CoachRef } from '#ports/coaches';
import type { SessionRef } from '#ports/session-records';
import type { TurnRef } from '#ports/turn-records';

/** A separate listing of one person in the index `list`: a session kind, `coach` or `game`. */
export type ListName = string;

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Numbers are padded so that they sort as text. */
const SEQ_DIGITS = 8;
const EPOCH_DIGITS = 4;
const padded = (value: number, digits: number) => String(value).padStart(digits, '0');

/** Partitions of the index `due`, so that no day becomes a hot key. */
export const DUE_SHARDS = 16;

const userPk = (sub: string) => `U#${sub}`;
const sessionPk = ({ sub, sessionId }: Pick<SessionRef, 'sub' | 'sessionId'>) => `S#${sub}#${sessionId}`;

export const MESSAGE_PREFIX = 'MSG#';
export const TURN_PREFIX = 'TURN#';
export const DRAFT_PREFIX = 'DRAFT#';

export const userKey = (sub: string): Key => ({ pk: userPk(sub), sk: 'PROFILE' });
export const budgetKey = (sub: string, period: string): Key => ({ pk: userPk(sub), sk: `BUDGET#${period}` });
/** What the person has stored of each counted thing. */
export const countsKey = (sub: string): Key => ({ pk: userPk(sub), sk: 'COUNTS' });
/** @param window - Kind and window, for example `messages#2026-11-21T10:15`. */
export const rateKey = (sub: string, window: string): Key => ({ pk: userPk(sub), sk: `RATE#${window}` });
export const reservationKey = ({ sub, turnId }: TurnRef, period: string): Key => ({
  pk: userPk(sub),
  sk: `RES#${period}#${turnId}`,
});
export const sessionKey = ({ sub, kind, sessionId }: SessionRef): Key => ({
  pk: userPk(sub),
  sk: `SESSION#${kind}#${sessionId}`,
});
export const coachKey = ({ sub, coachId }: CoachRef): Key => ({ pk: userPk(sub), sk: `COACH#${coachId}` });
export const gameKey = (sub: string, gameId: string): Key => ({ pk: userPk(sub), sk: `GAME#${gameId}` });
export const noteKey = (sub: string, noteId: string): Key => ({ pk: userPk(sub), sk: `NOTE#${noteId}` });
/** @param key - Of the object, for example `user-uploads/<sub>/01JD0000000000000000000000.jpg`. */
export const uploadItemKey = (sub: string, key: string): Key => ({ pk: userPk(sub), sk: `UPLOAD#${key}` });
export const turnKey = (ref: TurnRef): Key => ({ pk: sessionPk(ref), sk: `${TURN_PREFIX}${ref.turnId}` });
export const messageKey = (ref: SessionRef, seq: number): Key => ({
  pk: sessionPk(ref),
  sk: `${MESSAGE_PREFIX}${padded(seq, SEQ_DIGITS)}`,
});
/** In the partition of the messages, so that it is removed with them. */
export const recapKey = (ref: SessionRef): Key => ({ pk: sessionPk(ref), sk: 'RECAP' });
/** In the partition of the messages, so that it is removed with them. */
export const draftKey = (ref: Pick<SessionRef, 'sub' | 'sessionId'>, version: number): Key => ({
  pk: sessionPk(ref),
  sk: `${DRAFT_PREFIX}${padded(version, EPOCH_DIGITS)}`,
});
export const brandKitKey = (sub: string, brandKitId: string): Key => ({ pk: userPk(sub), sk: `BRAND#${brandKitId}` });
export const generationKey = (sub: string, generationId: string): Key => ({
  pk: userPk(sub),
  sk: `GENERATION#${generationId}`,
});
export const assetKey = (sub: string, assetId: string): Key => ({ pk: userPk(sub), sk: `ASSET#${assetId}` });
/** @param period - For example `2026-11`. */
export const quotaKey = (sub: string, period: string): Key => ({ pk: userPk(sub), sk: `QUOTA#generations#${period}` });
/** Shared by all people, as the outbox and the searches are. No request chooses one of these keys. */
export const limiterKey = (name: string): Key => ({ pk: `${name}#LIMIT`, sk: '-' });
/** @param search - The listed game, the time words and the year, as the coach's rules join them. */
export const searchKey = (search: string): Key => ({ pk: `SEARCH#${search}`, sk: '-' });
export const outboxKey = (id: string): Key => ({ pk: `OUT#${shardOf(id)}`, sk: id });

/** Partition key in the events table. */
export const eventsPk = (ref: TurnRef) => `${sessionPk(ref)}#${ref.turnId}`;
export const epochPrefix = (epoch: number) => `${padded(epoch, EPOCH_DIGITS)}#`;
export const eventsKey = (ref: TurnRef, epoch: number, batch: number): Key => ({
  pk: eventsPk(ref),
  sk: `${epochPrefix(epoch)}${padded(batch, SEQ_DIGITS)}`,
});

export const listKey = (sub: string, list: ListName) => `${userPk(sub)}#${list}`;
/** Unique, so that a cursor identifies one position. */
export const listSort = (moment: string, id: string) => `${moment}#${id}`;

/** FNV-1a: evenly distributed and the same in every process. */
function shardOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % DUE_SHARDS;
}

/** The partition of the index `due` that holds this item. */
export const dueShard = ({ pk, sk }: Key) => dueShardNamed(shardOf(`${pk}|${sk}`));

export const dueShardNamed = (shard: number) => `DUE#${shard}`;
