import * as z from 'zod/mini';
import { Count } from './usage.ts';

export const SophisticationLevel = z.enum(['UNKNOWN', 'BEGINNER', 'INTERMEDIATE', 'ADVANCED']);
export type SophisticationLevel = z.infer<typeof SophisticationLevel>;

export const ProgressDetails = z.object({
  topicsCompleted: Count,
  totalTopics: Count,
  percentage: z.number(),
  sophisticationLevel: SophisticationLevel,
  currentTopic: z.nullable(z.string()),
});
export type ProgressDetails = z.infer<typeof ProgressDetails>;

/** What the coach creator adds to `complete`. */
export const CreatorComplete = z.object({
  isComplete: z.boolean(),
  progressDetails: ProgressDetails,
  nextQuestion: z.nullable(z.string()),
  readyToConfirm: z.boolean(),
  coachConfigGenerating: z.boolean(),
});
export type CreatorComplete = z.infer<typeof CreatorComplete>;
