import type { SophisticationLevel } from '#contract/creator-progress';
import type { FieldName, FieldValue } from '../coach-creator/fields.ts';

/** What an interview has collected: plain values, as the person gave them. */
export type Intake = { readonly [Name in FieldName]?: FieldValue<Name> } & {
  readonly sophisticationLevel: SophisticationLevel;
};
