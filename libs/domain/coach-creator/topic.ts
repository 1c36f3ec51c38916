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

/** Levels that words can tell of. */
export type SignalLevel = Exclude<SophisticationLevel, 'UNKNOWN'>;

export const everyLevel = (text: string): Readonly<Record<SophisticationLevel, string>> => ({
  UNKNOWN: text,
  BEGINNER: text,
  INTERMEDIATE: text,
  ADVANCED: text,
});

/** One item of the interviewer's agenda. */
export interface Topic {
  readonly name: TopicName;
  /** Without it no coach is built. */
  readonly required: boolean;
  /** Levels for which the topic is left out. */
  readonly skippedFor?: readonly SophisticationLevel[];
  readonly fields: readonly FieldName[];
  /** The topic is complete when these are known. */
  readonly completeWith: readonly FieldName[];
  /** How to ask, by level. */
  readonly wording: Readonly<Record<SophisticationLevel, string>>;
  /** How to ask for one field when the rest of the topic is known. */
  readonly alone?: { readonly [Name in FieldName]?: string };
  /** Words and phrases that tell of a level; matched whole. */
  readonly signals: { readonly [Level in SignalLevel]?: readonly string[] };
  /** What to make of a vague answer, by level; told to the model, never to the person. */
  readonly followUp: Readonly<Record<SophisticationLevel, string>>;
}
