import { isoOf } from '#ports/clock';
import type { NewSession } from '#ports/sessions';
import { expiryDueAt } from './due.ts';
import { dueShard, listKey, listSort, sessionKey } from './keys.ts';

/** Omits `null` attributes, so that conditions can test whether they exist. */
export function newSession({ ref, now, expiresAt, state, messages: first }: Omit<NewSession, 'rate'>) {
  const key = sessionKey(ref);
  const createdAt = isoOf(now);
  return {
    ...key,
    sub: ref.sub,
    kind: ref.kind,
    sessionId: ref.sessionId,
    ...(ref.parents && { parents: ref.parents }),
    status: 'active',
    ...(expiresAt !== null && { expiresAt, dueAt: expiryDueAt(Date.parse(expiresAt)) }),
    dueShard: dueShard(key),
    turnsUsed: 0,
    nextSeq: first.length,
    version: 1,
    createdAt,
    updatedAt: createdAt,
    state,
    listKey: listKey(ref.sub, ref.kind),
    listSort: listSort(createdAt, ref.sessionId),
  };
}
