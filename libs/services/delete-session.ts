import type { DeleteOrder } from '#domain/job-payloads';
import type { Sessions } from '#ports/sessions';

/** Removes the items of a session that was marked as deleted. Repeatable: a second delivery finds less to do. */
export async function deleteSession(
  { sub, kind, sessionId, turnIds }: DeleteOrder,
  { sessions }: { readonly sessions: Sessions },
): Promise<void> {
  await sessions.remove({ sub, kind, sessionId }, turnIds);
}
