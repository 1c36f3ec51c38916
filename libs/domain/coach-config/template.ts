import type { SelectedMethodology, SelectedPersonality } from '#contract/coach-config';
import type { Intake } from './intake.ts';

/** A coach that can be copied without an interview: the answers of a typical user and the choices made for them. */
export interface Template {
  readonly templateId: string;
  readonly name: string;
  /** Shown to the user when choosing, in one or two sentences. */
  readonly description: string;
  readonly coachName: string;
  /** 3 to 5 words. */
  readonly coachDescription: string;
  readonly intake: Intake & Required<Pick<Intake, 'experienceLevel' | 'trainingFrequency' | 'sessionDurationMinutes'>>;
  readonly personality: Pick<SelectedPersonality, 'primaryTemplate' | 'secondaryInfluences' | 'selectionReasoning'>;
  readonly methodology: SelectedMethodology;
}
