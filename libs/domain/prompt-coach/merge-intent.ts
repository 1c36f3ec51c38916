import type { Intent, Readiness } from '#contract/prompt-coach/intent';

export interface MergeFacts {
  /** Whether no turn of the session was committed before. */
  readonly isFirst: boolean;
}

/**
 * The intent after a report. A field that is given replaces the stored one, and one that is left out stays. The gates
 * decide about readiness, whatever the model says:
 *
 * - never `ready` on the first turn that is committed;
 * - the spelling of a text counts as confirmed only when exactly this text was stored by an earlier turn;
 * - every text that will be drawn has its spelling confirmed;
 * - a changed description without a new `ready` needs a new confirmation.
 */
export function mergeIntent(stored: Intent, reported: Partial<Intent>, { isFirst }: MergeFacts): Intent {
  const merged = { ...stored, ...reported };
  const displayTexts = merged.displayTexts.map(({ text, spellingConfirmed }) => ({
    text,
    spellingConfirmed: spellingConfirmed && stored.displayTexts.some((earlier) => earlier.text === text),
  }));
  const isChanged = merged.description !== stored.description;
  const wanted: Readiness =
    isChanged && reported.readiness === undefined && stored.readiness === 'ready'
      ? 'needs_confirmation'
      : merged.readiness;
  const mayBeReady =
    !isFirst && merged.description !== '' && displayTexts.every(({ spellingConfirmed }) => spellingConfirmed);
  return {
    ...merged,
    displayTexts,
    readiness: wanted === 'ready' && !mayBeReady ? 'needs_confirmation' : wanted,
  };
}

/** The intent after the person's own edit of the description, which nobody has confirmed yet. */
export const withDescription = (intent: Intent, description: string): Intent => ({
  ...intent,
  description,
  readiness: 'needs_confirmation',
});

/** Whether a turn made the intent ready: it was not, or the description is another one. */
export const becameReady = (before: Intent, after: Intent): boolean =>
  after.readiness === 'ready' && (before.readiness !== 'ready' || before.description !== after.description);
