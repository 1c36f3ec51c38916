import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { SessionRecord, SessionRef } from '#ports/session-records';
import type { RawItem } from './failures.ts';
import { sessionKey } from './keys.ts';
import { write } from './send.ts';
import type { MainTable } from './storage.ts';
import { updateOf } from './transaction-items.ts';

type Summary = NonNullable<SessionRecord['summary']>;

/** Does not change the session's version, because a concurrent claim must not fail because of a summary. */
export async function summarizeSession(
  table: MainTable,
  ref: SessionRef,
  summary: Summary,
  readUpTo: number,
): Promise<boolean> {
  const isThere = 'attribute_exists(#pk) AND attribute_not_exists(#deletedAt)';
  const isAsRead = readUpTo === 0 ? 'attribute_not_exists(#summary)' : '#summary.#upTo = :readUpTo';
  const input = updateOf(table.tableName, sessionKey(ref), {
    set: { summary },
    when: [isThere, isAsRead],
    ...(readUpTo > 0 && { values: { ':readUpTo': readUpTo } }),
  });
  const written = await write(table, ref.sessionId, () => table.client.send(new UpdateCommand(input)));
  if (written.applied) return true;
  // An earlier attempt may have been applied. Then the stored summary equals this one.
  const [refused] = written.refused;
  return written.unresolved && refused?.item !== undefined && isKept(refused.item, summary);
}

const isKept = (session: RawItem, { text, upTo }: Summary): boolean =>
  session['deletedAt'] === undefined &&
  session['summary']?.M?.['upTo']?.N === String(upTo) &&
  session['summary'].M['text']?.S === text;
