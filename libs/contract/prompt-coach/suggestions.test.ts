import { expect, it } from 'vitest';
import { EMPTY_INTENT, type Issue, type Validation } from './intent.ts';
import { MAX_SUGGESTIONS, type SuggestionState, suggestionsOf } from './suggestions.ts';

const GOOD: Validation = { quality: 1, generationReady: true, issues: [] };

/** A draft with everything, which the person may agree to. */
const STATE: SuggestionState = {
  intent: {
    ...EMPTY_INTENT,
    subject: 'fox',
    emotion: 'joy',
    style: 'comic',
    displayTexts: [{ text: 'GG', spellingConfirmed: true }],
    readiness: 'needs_confirmation',
  },
  mood: 'hype',
  validation: GOOD,
  draftVersion: 1,
};
const EMPTY: SuggestionState = { intent: EMPTY_INTENT, mood: undefined, validation: GOOD, draftVersion: 0 };

const anIssue = (code: Issue['code'], ...about: string[]): Issue => ({ code, severity: 'warning', message: '', about });
const withIssues = (...issues: Issue[]): Validation => ({ ...GOOD, issues });
const codesOf = (changes: Partial<SuggestionState>, state = STATE) =>
  suggestionsOf({ ...state, ...changes }).map((suggestion) => {
    if (suggestion.code === 'fix_issue') return suggestion.issue.code;
    return suggestion.code === 'confirm_spelling' ? `spelling ${suggestion.text}` : suggestion.code;
  });
const intent = (changes: Partial<SuggestionState['intent']>) => ({ intent: { ...STATE.intent, ...changes } });

it('asks for what is missing before the first draft', () => {
  expect(codesOf({}, EMPTY)).toEqual(['name_subject', 'name_mood', 'name_style', 'add_text']);
});

it('suggests only to agree when nothing is missing', () => {
  expect(codesOf({})).toEqual(['looks_good']);
  expect(codesOf(intent({ readiness: 'ready' }))).toEqual([]);
});

it.each<[string, Partial<SuggestionState['intent']>, SuggestionState['mood'], string]>([
  ['subject', { subject: ' ' }, undefined, 'name_subject'],
  ['mood', { emotion: '' }, undefined, 'name_mood'],
  ['style', { style: '' }, undefined, 'name_style'],
  ['text', { displayTexts: [] }, 'hype', 'add_text'],
])('asks for the %s that is missing', (_, changes, mood, code) => {
  expect(codesOf({ ...intent(changes), mood })).toEqual([code, 'looks_good']);
});

it('takes the mood from the session or from the emotion', () => {
  expect(codesOf({ ...intent({ emotion: '' }), mood: 'custom' })).toEqual(['looks_good']);
  expect(codesOf({ mood: undefined })).toEqual(['looks_good']);
});

it('asks for the first open spelling first, and does not suggest to agree before it is settled', () => {
  const displayTexts = ['GG', 'WP', 'EZ'].map((text, n) => ({ text, spellingConfirmed: n === 0 }));
  expect(codesOf(intent({ displayTexts, style: '' }))).toEqual(['spelling WP', 'name_style']);
});

it('suggests the first two issues of a draft', () => {
  const validation = withIssues(anIssue('conflict'), anIssue('prompt_too_long'), anIssue('emote_text'));
  expect(codesOf({ validation })).toEqual(['conflict', 'prompt_too_long', 'looks_good']);
  expect(codesOf({ validation, draftVersion: 0 })).toEqual([]);
});

it('does not ask twice for the same missing element', () => {
  const validation = withIssues(anIssue('missing_element', 'style'), anIssue('missing_element', 'layout'));
  expect(codesOf({ validation, ...intent({ style: '' }) })).toEqual(['name_style', 'missing_element', 'looks_good']);
});

it('does not suggest to agree to a draft with an error', () => {
  const validation = withIssues({ ...anIssue('prompt_too_short'), severity: 'error' });
  expect(codesOf({ validation })).toEqual(['prompt_too_short']);
});

it('does not suggest text for emotes and badges', () => {
  for (const assetType of ['twitch_emote', 'twitch_badge'] as const)
    expect(codesOf({ assetType }, EMPTY)).not.toContain('add_text');
  expect(codesOf({ assetType: 'banner' }, EMPTY)).toContain('add_text');
});

it('has at most four suggestions, and keeps the last one for agreeing', () => {
  const validation = withIssues(anIssue('conflict'), anIssue('prompt_too_long'));
  const codes = codesOf({ validation, draftVersion: 2 }, { ...EMPTY, validation });
  expect(codes).toHaveLength(MAX_SUGGESTIONS);
  expect(codes).toEqual(['name_subject', 'name_mood', 'name_style', 'looks_good']);
});
