import type { ModelTraits } from '#adapters/environment/settings';

/** The prefix of an inference profile, which is where its requests may be processed. */
export type Geography = 'us' | 'eu' | 'jp' | 'au' | 'in' | 'ca' | 'apac' | 'us-gov' | 'global';

/** A model that Converse serves. A value that could not be verified is the careful one, and its row says so. */
export interface ModelRow {
  /** Id of the foundation model, without the prefix of a profile. */
  readonly id: string;
  readonly traits: ModelTraits;
  /** Geographies in which the model has an inference profile. */
  readonly profiles: readonly Geography[];
  /** Regions that the profile of their geography leaves out. */
  readonly notFrom?: readonly string[];
  /** Regions that serve the model without a profile. @default none */
  readonly onDemand?: readonly string[] | 'everywhere';
  /** Text between tool calls arrives in thinking blocks. */
  readonly textInThoughts?: true;
  /** The model to choose instead, because the provider is about to end this one. */
  readonly legacy?: string;
  /** Where the row's facts are written. */
  readonly sources: readonly string[];
}
