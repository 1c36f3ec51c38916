import type { SophisticationLevel } from '#contract/creator-progress';
import type { FieldName, FieldValue } from '../coach-creator/fields.ts';

/** The values that an interview has collected, as the user gave them. */
export type Intake = { readonly [Name in FieldName]?: FieldValue<Name> } & {
  readonly sophisticationLevel: SophisticationLevel;
};
