import * as z from 'zod/mini';
import { PROBLEM_CODES } from '#contract/problem-codes';
import type { CoachRecord, CoachRef } from '#ports/coaches';
import type { Json } from '#ports/model';
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
