import { DeleteOrder } from '#domain/job-payloads';
import { type DeleteSessionDeps, deleteSession } from '#services/delete-session';

/** The job that removes a session that is marked as deleted; its event is the order. */
export const createDeleteUserData =
  (deps: DeleteSessionDeps) =>
  (event: unknown): Promise<void> =>
    deleteSession(DeleteOrder.parse(event), deps);
