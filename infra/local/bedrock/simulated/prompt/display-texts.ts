import { type DisplayText, MAX_DISPLAY_TEXTS } from '#contract/prompt-coach/intent';

export interface TextNews {
  /** Texts in the newest message. */
  readonly texts: readonly string[];
  readonly noText: boolean;
  /** Whether the person says yes. */
  readonly agrees: boolean;
  /** Whether the last answer asked for the spelling. */
  readonly isSpellingAsked: boolean;
  /** Whether the message adds to what is there: `also "GG"`. */
  readonly isAddition: boolean;
}

/**
 * The texts of the picture after a message. A yes, or the same text again, confirms the spelling of texts that were
 * there before. A new text is never confirmed at once. An answer to the question for the spelling that has another text
 * corrects the open ones.
 */
export function nextTexts(before: readonly DisplayText[], news: TextNews): readonly DisplayText[] {
  const { texts, noText, agrees, isSpellingAsked, isAddition } = news;
  if (noText && texts.length === 0) return [];
  const known = before.map(({ text, spellingConfirmed }) => ({
    text,
    spellingConfirmed: spellingConfirmed || texts.includes(text) || (agrees && texts.length === 0),
  }));
  const fresh = texts.filter((text) => !before.some((one) => one.text === text));
  const isCorrection = isSpellingAsked && !isAddition && fresh.length > 0;
  const left = isCorrection ? known.filter(({ spellingConfirmed }) => spellingConfirmed) : known;
  return [...left, ...fresh.map((text) => ({ text, spellingConfirmed: false }))].slice(-MAX_DISPLAY_TEXTS);
}
