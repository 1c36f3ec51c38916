import { DeleteOrder } from '#domain/job-payloads';
import type { Sessions } from '#ports/sessions';
import { deleteSession } from '#services/delete-session';

/** The job that removes what was marked deleted; its event is the order. */
export const createDeleteUserData =
  (deps: { readonly sessions: Sessions }) =>
  (event: unknown): Promise<void> =>
    deleteSession(DeleteOrder.parse(event), deps);
