import * as z from 'zod/mini';
import { PROBLEM_CODES } from '#contract/problem-codes';
import { isoOf } from '#ports/clock';
import type { BuildRecord, CoachRecord, CoachRef } from '#ports/coaches';
import type { Json } from '#ports/model';
import type { Change } from './expressions.ts';
import { parseRow } from './items.ts';
import { coachKey, listKey, listSort } from './keys.ts';
import type { Row } from './storage.ts';

const CoachRow = z.object({
  coachId: z.string(),
  sub: z.string(),
  sessionId: z._default(z.nullable(z.string()), null),
  status: z.enum(['active', 'archived']),
  build: z.object({
    state: z.enum(['queued', 'building', 'ready', 'failed']),
    attempt: z.int(),
    updatedAt: z.string(),
    deadline: z.string(),
    error: z.optional(z.object({ code: z.enum(PROBLEM_CODES), retryable: z.boolean() })),
    owner: z.optional(z.string()),
    leaseUntil: z.optional(z.number()),
    orderId: z.optional(z.string()),
  }),
  config: z.optional(z.custom<Json>()),
  createdAt: z.string(),
  updatedAt: z.string(),
});

export const coachOf = (row: Row): CoachRecord => parseRow(CoachRow, row) as CoachRecord;

/** Only ready coaches are listed. */
export const listed = ({ sub, coachId }: CoachRef, createdAt: string) => ({
  listKey: listKey(sub, 'coach'),
  listSort: listSort(createdAt, coachId),
});

/** Item of a coach whose build is complete. */
export const coachItem = (coach: CoachRecord) => ({ ...coachKey(coach), ...coach, ...listed(coach, coach.createdAt) });

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
