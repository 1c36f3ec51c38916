import type { AssetType } from '#contract/prompt-coach/asset-types';
import type { BrandColor } from '#contract/prompt-coach/brand';
import type { Intent, Issue } from '#contract/prompt-coach/intent';
import type { Mood } from '#contract/prompt-coach/requests';
import type { Find } from './edit-description.ts';
import { type Word, wordsOf } from './words.ts';

/** What is validated. `description` is the draft's; that of the intent is not read. */
export interface DraftToValidate {
  readonly description: string;
  readonly intent: Intent;
  readonly assetType: AssetType;
  readonly mood: Mood | undefined;
  readonly brandColors: readonly BrandColor[];
}

/** A way to solve an issue, which may turn out to cause another one. */
export interface Remedy {
  readonly label: string;
  readonly description: string;
  /** Replaces the finding's. */
  readonly about?: readonly string[];
}

/** An issue before it has a fix. */
export interface Finding {
  readonly code: Issue['code'];
  readonly severity: Issue['severity'];
  readonly message: string;
  readonly about: readonly string[];
  /** The same for the same issue of a changed description. */
  readonly key: string;
  /** Best first. */
  readonly remedies: () => readonly Remedy[];
}

/** A draft with its words. Description, style and elements are separate texts, so that no phrase crosses them. */
export interface ReadDraft extends DraftToValidate {
  readonly texts: readonly (readonly Word[])[];
}

export function readDraft(draft: DraftToValidate): ReadDraft {
  const { description, intent } = draft;
  return { ...draft, texts: [description, intent.style, ...intent.elements].map(wordsOf) };
}

/** The different phrases that are found, in order. */
export const namedIn = ({ texts }: ReadDraft, find: Find): readonly string[] => [
  ...new Set(texts.flatMap((words) => find(words).map(({ phrase }) => phrase))),
];

/** `“dark” and “moody”` */
export const quoted = (words: readonly string[]): string => words.map((word) => `“${word}”`).join(' and ');
