import type { AssetType } from './asset-types.ts';
import type { Intent, Issue, Validation } from './intent.ts';
import type { Mood } from './requests.ts';

/** What the person may do next, in one press. The page has the words for each code. */
export type Suggestion =
  | { readonly code: 'name_subject' | 'name_mood' | 'name_style' | 'add_text' | 'looks_good' }
  /** Whether the text is spelled as the person wants it. */
  | { readonly code: 'confirm_spelling'; readonly text: string }
  /** Applies the fix of the issue. An issue without a fix is a reason to write. */
  | { readonly code: 'fix_issue'; readonly issue: Issue };

export const MAX_SUGGESTIONS = 4;
const MAX_ISSUES = 2;

/** Too small for a text. */
const WITHOUT_TEXT: readonly (AssetType | undefined)[] = ['twitch_emote', 'twitch_badge'];

/** The state of a session. */
export interface SuggestionState {
  readonly intent: Intent;
  readonly mood: Mood | undefined;
  readonly validation: Validation;
  /** 0 before the first draft. */
  readonly draftVersion: number;
  /** When it is given, text is not suggested where it would be too small. */
  readonly assetType?: AssetType | undefined;
}

const isEmpty = (text: string): boolean => text.trim() === '';

/** Missing elements that have a suggestion of their own, which asks for the same. */
const ASKED: Readonly<Record<string, Suggestion['code']>> = {
  subject: 'name_subject',
  icon: 'name_subject',
  mood: 'name_mood',
  style: 'name_style',
};

function missingOf({ intent, mood }: SuggestionState): readonly Suggestion[] {
  const missing: Suggestion[] = [];
  if (isEmpty(intent.subject)) missing.push({ code: 'name_subject' });
  if (mood === undefined && isEmpty(intent.emotion)) missing.push({ code: 'name_mood' });
  if (isEmpty(intent.style)) missing.push({ code: 'name_style' });
  return missing;
}

/**
 * At most four suggestions for the state of a session, most important first.
 *
 * The first open spelling comes first, because it alone keeps a picture from being ready. Then what is missing, the
 * first two issues of the newest draft, and a text to draw. `looks_good` is last. It is left out while the person cannot
 * agree to anything: before the first draft, with an open spelling or an error, and once the intent is ready.
 */
export function suggestionsOf(state: SuggestionState): readonly Suggestion[] {
  const { intent, validation, draftVersion, assetType } = state;
  const hasDraft = draftVersion > 0;
  const open = intent.displayTexts.find(({ spellingConfirmed }) => !spellingConfirmed);
  const missing = missingOf(state);
  const isAsked = ({ code, about }: Issue): boolean =>
    code === 'missing_element' && missing.some((suggestion) => suggestion.code === ASKED[about[0] ?? '']);
  const issues = hasDraft ? validation.issues.filter((issue) => !isAsked(issue)).slice(0, MAX_ISSUES) : [];
  const wantsText = intent.displayTexts.length === 0 && !WITHOUT_TEXT.includes(assetType);
  const hasError = validation.issues.some(({ severity }) => severity === 'error');
  const isAgreeable = hasDraft && !open && !hasError && intent.readiness !== 'ready';

  const wishes: readonly Suggestion[] = [
    ...(open ? [{ code: 'confirm_spelling' as const, text: open.text }] : []),
    ...missing,
    ...issues.map((issue) => ({ code: 'fix_issue' as const, issue })),
    ...(wantsText ? [{ code: 'add_text' as const }] : []),
  ];
  if (!isAgreeable) return wishes.slice(0, MAX_SUGGESTIONS);
  return [...wishes.slice(0, MAX_SUGGESTIONS - 1), { code: 'looks_good' }];
}
