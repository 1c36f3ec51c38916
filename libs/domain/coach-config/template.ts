import type { SelectedMethodology, SelectedPersonality } from '#contract/coach-config';
import type { Intake } from './intake.ts';

/** A coach that can be copied without an interview: what such a person would have said, and the choices made for them. */
export interface Template {
  readonly templateId: string;
  readonly name: string;
  /** For the person who chooses, in one or two sentences. */
  readonly description: string;
  readonly coachName: string;
  /** 3 to 5 words. */
  readonly coachDescription: string;
  readonly intake: Intake & Required<Pick<Intake, 'experienceLevel' | 'trainingFrequency' | 'sessionDurationMinutes'>>;
  readonly personality: Pick<SelectedPersonality, 'primaryTemplate' | 'secondaryInfluences' | 'selectionReasoning'>;
  readonly methodology: SelectedMethodology;
}
