import * as z from 'zod/mini';
import { COACH_ROWS } from '#contract/coaches';

const Id = z.string().check(z.minLength(1), z.maxLength(256));

/** Payload of `build-coach-config`: the coach and its interview. */
export const BuildOrder = z.object({ sub: Id, coachId: Id, sessionId: Id, orderId: z.optional(z.string()) });
export type BuildOrder = z.infer<typeof BuildOrder>;

/** Payload of `generate-asset`: pictures that were ordered and taken from the month. */
export const GenerationOrder = z.object({ sub: Id, generationId: Id, orderId: z.optional(z.string()) });
export type GenerationOrder = z.infer<typeof GenerationOrder>;

const ofSession = {
  sub: Id,
  kind: z.enum(COACH_ROWS.map(({ kind }) => kind)),
  sessionId: Id,
  orderId: z.optional(z.string()),
};

/** Payload of `delete-user-data`: a session that is marked as deleted, and the turns that ran last in it. */
export const DeleteOrder = z.object({ ...ofSession, turnIds: z.optional(z.array(Id).check(z.maxLength(16))) });
export type DeleteOrder = z.infer<typeof DeleteOrder>;

/** Payload of `summarize-conversation`: a session with more messages than the window shows. */
export const SummaryOrder = z.object(ofSession);
export type SummaryOrder = z.infer<typeof SummaryOrder>;
