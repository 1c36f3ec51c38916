import * as z from 'zod/mini';
import { CoachConfig } from './coach-config.ts';
import { GenderPreference } from './gender-preference.ts';
import { PROBLEM_CODES } from './problem-codes.ts';

const ProblemCodeSchema = z.enum(PROBLEM_CODES);
const Milliseconds = z.int().check(z.nonnegative());

/** A finished coach in a list. */
export const CoachSummary = z.object({
  coachId: z.string(),
  /** The interview that the coach was built from. `null` when it was copied from a template. */
  sessionId: z.nullable(z.string()),
  coachName: z.string(),
  coachDescription: z.string(),
  status: z.enum(['active', 'archived']),
  genderPreference: GenderPreference,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CoachSummary = z.infer<typeof CoachSummary>;

/** A finished coach with its config. */
export const CoachResource = z.extend(CoachConfig, {
  sessionId: CoachSummary.shape.sessionId,
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type CoachResource = z.infer<typeof CoachResource>;

export const CoachList = z.object({ coaches: z.array(CoachSummary), nextCursor: z.optional(z.string()) });
export type CoachList = z.infer<typeof CoachList>;

/** Build progress of a session's coach. */
export const ConfigStatus = z.object({
  state: z.enum(['none', 'queued', 'building', 'ready', 'failed']),
  /** Number of started attempts. */
  attempt: z.int(),
  updatedAt: z.string(),
  error: z.optional(z.object({ code: ProblemCodeSchema, retryable: z.boolean() })),
  /** 0 when there is nothing to wait for. */
  pollAfterMs: Milliseconds,
  /** ISO 8601. `null` while no build was ordered. */
  deadline: z.nullable(z.string()),
  /** Present once the coach is ready. */
  coachId: z.optional(z.string()),
});
export type ConfigStatus = z.infer<typeof ConfigStatus>;

/** The work was accepted and continues after the response. */
export const JobAccepted = z.object({ jobId: z.string(), status: z.literal('queued'), pollAfterMs: Milliseconds });
export type JobAccepted = z.infer<typeof JobAccepted>;

/** A ready-made coach that can be copied without an interview. */
export const CoachTemplate = z.object({
  templateId: z.string(),
  name: z.string(),
  description: z.string(),
  experienceLevel: z.enum(['beginner', 'intermediate', 'advanced']),
  /** Days per week. */
  trainingFrequency: z.int(),
  sessionMinutes: z.int(),
});
export type CoachTemplate = z.infer<typeof CoachTemplate>;

export const CoachTemplateList = z.object({ templates: z.array(CoachTemplate) });
export type CoachTemplateList = z.infer<typeof CoachTemplateList>;
