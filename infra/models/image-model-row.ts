import type { ImageModelTraits } from '#adapters/environment/settings';

/** A model that draws, and that InvokeModel serves. A value that could not be verified is the careful one. */
export interface ImageModelRow {
  readonly id: string;
  readonly traits: ImageModelTraits;
  /** Regions that serve it. Image models have no inference profiles. */
  readonly regions: readonly string[] | 'everywhere';
  /** AWS has ended it, or lets only accounts call it that already did. */
  readonly ended?: string;
  /** Where the row's facts are written. */
  readonly sources: readonly string[];
}
