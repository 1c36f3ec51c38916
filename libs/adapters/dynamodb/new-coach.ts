import { isoOf } from '#ports/clock';
import type { BuildRecord, CoachRef } from '#ports/coaches';
import type { Change } from './expressions.ts';

export const queuedBuild = (now: number, deadline: string): BuildRecord => ({
  state: 'queued',
  attempt: 0,
  updatedAt: isoOf(now),
  deadline,
});

/**
 * A coach that waits to be built. An existing coach is not changed. The update has no condition, because it belongs to
 * the commit of a turn, which must not fail because of it.
 */
export function newCoach(coach: CoachRef & { readonly sessionId: string }, deadline: string, now: number): Change {
  const attributes = {
    ...coach,
    status: 'active',
    build: queuedBuild(now, deadline),
    createdAt: isoOf(now),
    updatedAt: isoOf(now),
  };
  const names = Object.keys(attributes);
  return {
    also: names.map((name) => `#${name} = if_not_exists(#${name}, :${name})`),
    when: [],
    values: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
  };
}
