import type { ProgressDetails, SophisticationLevel } from '#contract/creator-progress';
import { CHECKLIST } from './checklist.ts';
import type { CollectedFields, FieldName, HeardFields } from './fields.ts';
import type { Topic, TopicName } from './topic.ts';

export type Phase = 'collecting' | 'confirming' | 'complete';

/** Progress of one topic. */
export interface TopicProgress {
  readonly topic: Topic;
  /** Topics that do not apply count as complete. */
  readonly isApplicable: boolean;
  readonly isComplete: boolean;
  /** Fields that are still missing. */
  readonly missing: readonly FieldName[];
}

export interface Progress {
  readonly topicsCompleted: number;
  readonly totalTopics: number;
  readonly percentage: number;
  /** The first required topic that is missing. */
  readonly currentTopic: TopicName | null;
  /** True when all required fields are known. */
  readonly isReady: boolean;
  readonly topics: readonly TopicProgress[];
}

/** The only computation of progress: completed topics of those that are required and apply. */
export function progressOf(fields: CollectedFields | HeardFields, level: SophisticationLevel): Progress {
  const topics = CHECKLIST.map((topic): TopicProgress => {
    const missing = topic.completeWith.filter((name) => fields[name] === undefined);
    const isApplicable = !topic.skippedFor?.includes(level);
    return { topic, isApplicable, isComplete: missing.length === 0, missing };
  });
  const required = topics.filter(({ topic, isApplicable }) => topic.required && isApplicable);
  const open = required.filter(({ isComplete }) => !isComplete);
  const topicsCompleted = required.length - open.length;
  return {
    topicsCompleted,
    totalTopics: required.length,
    percentage: required.length === 0 ? 100 : Math.round((100 * topicsCompleted) / required.length),
    currentTopic: open[0]?.topic.name ?? null,
    isReady: open.length === 0,
    topics,
  };
}

export const progressDetails = (progress: Progress, level: SophisticationLevel): ProgressDetails => ({
  topicsCompleted: progress.topicsCompleted,
  totalTopics: progress.totalTopics,
  percentage: progress.percentage,
  sophisticationLevel: level,
  currentTopic: progress.currentTopic,
});

/**
 * What to ask next: one topic or its missing part. Two when one required topic is left and an optional one would
 * otherwise never be asked. None once all required fields are known.
 *
 * @param answered - Topics to treat as answered.
 */
export function agendaOf({ topics }: Progress, answered: readonly TopicName[] = []): readonly TopicProgress[] {
  const open = topics.filter(
    ({ topic, isApplicable, isComplete }) => isApplicable && !isComplete && !answered.includes(topic.name),
  );
  const required = open.filter(({ topic }) => topic.required);
  const [first, second] = required;
  if (!first) return [];
  const optional = open.find(({ topic }) => !topic.required);
  return second || !optional ? [first] : [first, optional];
}

/** The question for the missing fields of a topic. A known part is not asked again. */
export function questionFor({ topic, missing }: TopicProgress, level: SophisticationLevel): string {
  const [only] = missing;
  const isRest = missing.length === 1 && topic.completeWith.length > 1;
  return (isRest && only && topic.alone?.[only]) || topic.wording[level];
}
