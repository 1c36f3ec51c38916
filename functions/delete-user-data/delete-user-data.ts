import { DeleteOrder } from '#domain/job-payloads';
import type { Sessions } from '#ports/sessions';
import { deleteSession } from '#services/delete-session';

/** The job that removes a session that is marked as deleted; its event is the order. */
export const createDeleteUserData =
  (deps: { readonly sessions: Sessions }) =>
  (event: unknown): Promise<void> =>
    deleteSession(DeleteOrder.parse(event), deps);
