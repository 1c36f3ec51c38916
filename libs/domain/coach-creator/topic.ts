import type { SophisticationLevel } from '#contract/creator-progress';
import type { FieldName } from './fields.ts';

export type TopicName =
  | 'coach_gender_preference'
  | 'goals_and_timeline'
  | 'age_and_life_stage'
  | 'experience_level'
  | 'training_frequency_and_time'
  | 'injuries_and_limitations'
  | 'equipment_and_environment'
  | 'movement_focus_and_love'
  | 'coaching_style_and_motivation'
  | 'success_metrics'
  | 'competition_goals';

/** Levels that signals can indicate. */
export type SignalLevel = Exclude<SophisticationLevel, 'UNKNOWN'>;

export const everyLevel = (text: string): Readonly<Record<SophisticationLevel, string>> => ({
  UNKNOWN: text,
  BEGINNER: text,
  INTERMEDIATE: text,
  ADVANCED: text,
});

/** One item of the interview. */
export interface Topic {
  readonly name: TopicName;
  /** A coach is built only when this topic is complete. */
  readonly required: boolean;
  /** Levels that skip the topic. */
  readonly skippedFor?: readonly SophisticationLevel[];
  readonly fields: readonly FieldName[];
  /** The topic is complete when these fields are known. */
  readonly completeWith: readonly FieldName[];
  /** The question, by level. */
  readonly wording: Readonly<Record<SophisticationLevel, string>>;
  /** The question for one field when the rest of the topic is known. */
  readonly alone?: { readonly [Name in FieldName]?: string };
  /** Words and phrases that indicate a level, matched as whole words. */
  readonly signals: { readonly [Level in SignalLevel]?: readonly string[] };
  /** How to handle a vague answer, by level. Sent to the model, never to the user. */
  readonly followUp: Readonly<Record<SophisticationLevel, string>>;
}
