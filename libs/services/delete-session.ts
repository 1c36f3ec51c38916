import type { DeleteOrder } from '#domain/job-payloads';
import { isOwnKey } from '#domain/uploads/upload-key';
import type { Objects } from '#ports/objects';
import type { Sessions } from '#ports/sessions';
import { sessionHolder, type Uploads } from '#ports/uploads';

export interface DeleteSessionDeps {
  readonly sessions: Sessions;
  readonly uploads: Pick<Uploads, 'release'>;
  readonly objects: Pick<Objects, 'remove'>;
}

/**
 * Removes the items of a session that was marked as deleted, and the images of its messages that nothing else uses.
 * Repeatable: a second delivery finds less to do.
 */
export async function deleteSession(
  { sub, kind, sessionId, turnIds }: DeleteOrder,
  { sessions, uploads, objects }: DeleteSessionDeps,
): Promise<void> {
  const ref = { sub, kind, sessionId };
  await sessions.remove(ref, turnIds, async (keys) => {
    // A message of an external loop may name any key.
    const own = keys.filter((key) => isOwnKey(key, sub));
    const free = await uploads.release(sub, own, sessionHolder(ref));
    if (free.length > 0) await objects.remove(free);
  });
}
