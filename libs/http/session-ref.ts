import { type CoachRow, parentNamesOf } from '#contract/coaches';
import type { SessionRef } from '#ports/session-records';
import type { Call } from './router.ts';

/**
 * The session that a request's path names.
 *
 * @param sessionId - Where the path does not have it.
 */
export function sessionRefOf(row: CoachRow, { sub, params }: Call, sessionId = params['sessionId'] ?? ''): SessionRef {
  const names = parentNamesOf(row);
  const parents = Object.fromEntries(names.map((name) => [name, params[name] ?? '']));
  return { sub, kind: row.kind, sessionId, ...(names.length > 0 && { parents }) };
}
