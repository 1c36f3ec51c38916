import { describe, expect, it } from 'vitest';
import { AssetType } from '#contract/prompt-coach/asset-types';
import { EMPTY_INTENT, type Intent } from '#contract/prompt-coach/intent';
import { cpuMsOf } from '#testing/cpu-time';
import { aDraft, FULL_INTENT } from '#testing/draft-fixtures';
import type { DraftToValidate } from './finding.ts';
import { validateDraft } from './validate-draft.ts';
import {
  BACKGROUND_WORDS,
  CONFLICTS,
  type Element,
  INDICATORS,
  LOW_CONTRAST,
  REQUIRED,
  TEXT_WORDS,
  UPRIGHT,
} from './word-tables.ts';

const validate = (changes: Partial<DraftToValidate>) => validateDraft({ ...aDraft(), ...changes });
const issuesOf = (changes: Partial<DraftToValidate>) =>
  validate(changes).issues.map(({ code, about }) => [code, ...about].join(' '));
const intent = (changes: Partial<Intent>): Intent => ({ ...FULL_INTENT, ...changes });

const WORD_RULES = [
  { code: 'emote_background', severity: 'info', words: BACKGROUND_WORDS, types: ['twitch_emote', 'twitch_badge'] },
  { code: 'emote_text', severity: 'warning', words: TEXT_WORDS, types: ['twitch_emote'] },
  {
    code: 'thumbnail_low_contrast',
    severity: 'warning',
    words: Object.keys(LOW_CONTRAST),
    types: ['thumbnail', 'youtube_thumbnail'],
  },
  { code: 'banner_orientation', severity: 'warning', words: Object.keys(UPRIGHT), types: ['banner', 'twitch_banner'] },
];
const wordRows = WORD_RULES.flatMap(({ words, ...rule }) => words.map((word) => ({ ...rule, word })));
const conflictRows = CONFLICTS.flatMap(([left, right]) => left.flatMap((l) => right.map((r) => [l, r] as const)));

it('has the words of the specification', () => {
  expect(wordRows.map(({ word }) => word).join(' ')).toBe(
    'background landscape scene environment setting text words letters writing caption subtle muted soft pastel faded portrait vertical tall',
  );
  expect(CONFLICTS.map((row) => row.map((side) => side.join(' ')).join(' × '))).toEqual([
    'minimalist simple clean × detailed complex intricate busy',
    'dark moody shadowy × bright vibrant neon glowing',
    'realistic photorealistic lifelike × cartoon anime stylized abstract',
    'vintage retro old-school × modern futuristic contemporary',
    'calm peaceful serene × intense aggressive chaotic',
  ]);
  for (const words of Object.values(INDICATORS)) {
    expect(new Set(words).size).toBe(words.length);
    expect(words.length).toBeGreaterThanOrEqual(10);
    expect(words.length).toBeLessThanOrEqual(20);
  }
});

it('finds no issue in a good draft', () => {
  expect(validateDraft(aDraft())).toEqual({ quality: 1, generationReady: true, issues: [] });
});

describe('the length of a description', () => {
  it.each([
    ['', 'prompt_too_short'],
    ['   a fox     \n  ', 'prompt_too_short'],
    ['123456789', 'prompt_too_short'],
    ['🦊'.repeat(9), 'prompt_too_short'],
    ['1234567890', undefined],
    ['🦊'.repeat(10), undefined],
    ['🦊'.repeat(500), undefined],
    ['🦊'.repeat(501), 'prompt_too_long'],
  ])('is counted in characters: %j', (description, code) => {
    expect(validate({ description }).issues[0]?.code).toBe(code);
  });

  it('stops the generation only when it is too short', () => {
    expect(validate({ description: 'a fox' })).toMatchObject({ generationReady: false, quality: 0.7 });
    expect(validate({ description: 'fox '.repeat(150) })).toMatchObject({ generationReady: true, quality: 0.9 });
  });
});

describe('a required element', () => {
  const BARE = { intent: EMPTY_INTENT, mood: undefined, description: 'xxxx xxxx xxxx' };
  const rows = Object.entries(REQUIRED) as [AssetType, readonly Element[]][];

  it.each(rows)('is reported when %s lacks it', (assetType, elements) => {
    const { issues } = validate({ ...BARE, assetType });
    expect(issues.map(({ code, severity, about }) => [code, severity, ...about])).toEqual(
      elements.map((element) => ['missing_element', 'warning', element]),
    );
  });

  it.each(rows)('is taken from each indicator word for %s', (assetType, elements) => {
    for (const element of elements) {
      for (const word of INDICATORS[element]) {
        const description = `xxxx ${word.toUpperCase()}, xxxx xxxx`;
        expect(issuesOf({ ...BARE, assetType, description })).not.toContain(`missing_element ${element}`);
        const denied = `xxxx xxxx no ${word}`;
        expect(issuesOf({ ...BARE, assetType, description: denied })).toContain(`missing_element ${element}`);
      }
    }
  });

  it.each<[AssetType, Element, Partial<DraftToValidate>]>([
    ['thumbnail', 'subject', { intent: intent({ subject: 'Zorp' }) }],
    ['twitch_badge', 'icon', { intent: intent({ subject: 'Zorp' }) }],
    ['twitch_emote', 'emotion_or_action', { intent: intent({ action: '' }) }],
    ['twitch_emote', 'emotion_or_action', { intent: intent({ emotion: '' }) }],
    ['story_graphic', 'mood', { intent: intent({ emotion: '' }), mood: 'custom' }],
    ['story_graphic', 'mood', { mood: undefined }],
    ['twitch_banner', 'composition', {}],
    ['overlay', 'layout', {}],
    ['overlay', 'style', {}],
  ])('is taken from the intent for %s: %s', (assetType, element, changes) => {
    expect(issuesOf({ description: BARE.description, assetType, ...changes })).not.toContain(
      `missing_element ${element}`,
    );
  });

  it('is not taken from a blank field or from elements', () => {
    const blank = { ...EMPTY_INTENT, subject: ' \n', elements: ['fox'] };
    expect(issuesOf({ ...BARE, intent: blank })).toEqual(['missing_element subject']);
  });
});

describe('words that contradict each other', () => {
  it.each(conflictRows)('%s and %s are reported in any order and case', (left, right) => {
    for (const [first, second] of [
      [left, right],
      [right, left],
    ]) {
      const [issue, ...others] = validate({ description: `${first?.toUpperCase()} fox with ${second} fur` }).issues;
      expect(issue).toMatchObject({ code: 'conflict', severity: 'warning', about: [first, second] });
      expect(others).toEqual([]);
    }
  });

  it('are found across description, style and elements', () => {
    expect(issuesOf({ intent: intent({ style: 'dark', elements: ['a hat', 'neon signs'] }) })).toEqual([
      'conflict dark neon',
    ]);
  });

  it('are no conflict on the same side, when one is negated, or in different rows', () => {
    for (const description of [
      'a dark, moody fox',
      'a dark fox, not too bright',
      'a dark fox in a calm retro room',
      'a life like that of an abstract fox',
    ])
      expect(issuesOf({ description })).toEqual([]);
  });

  it.each([
    ['an old school fox, modern fur', 'old-school modern'],
    ['an oldschool fox, modern fur', 'old-school modern'],
    ['a photo-realistic fox, anime fur', 'photorealistic anime'],
    ['a life-like fox, abstract fur', 'lifelike abstract'],
    ['a neon-lit fox in a dark street', 'neon dark'],
  ])('are found in other spellings: %s', (description, words) => {
    expect(issuesOf({ description })).toEqual([`conflict ${words}`]);
  });
});

describe('a word that does not suit the asset type', () => {
  it.each(wordRows)('$word is reported as $code', ({ word, code, severity, types }) => {
    for (const assetType of AssetType.options) {
      const { issues } = validate({ assetType, description: `a fox waves, ${word} and more` });
      const expected = types.includes(assetType) ? [{ code, severity, about: [word] }] : [];
      expect(issues.map((issue) => ({ code: issue.code, severity: issue.severity, about: issue.about }))).toEqual(
        expected,
      );
    }
  });

  it('is found in style and elements', () => {
    const elements = { intent: intent({ style: 'a soft glow', elements: ['a faded hat'] }) };
    expect(issuesOf({ ...elements, assetType: 'thumbnail' })).toEqual(['thumbnail_low_contrast soft faded']);
  });

  it('reports display texts of an emote, which no fix can remove', () => {
    const displayTexts = [{ text: 'GG', spellingConfirmed: true }];
    const { issues } = validate({ assetType: 'twitch_emote', intent: intent({ displayTexts }) });
    expect(issues).toEqual([{ code: 'emote_text', severity: 'warning', message: expect.any(String), about: [] }]);
    expect(issuesOf({ assetType: 'twitch_badge', intent: intent({ displayTexts }) })).toEqual([]);
  });

  it.each([
    'a textured fox with a rough texture',
    'Darkrai in a bright cave',
    'I prefer a softly lit foxtail',
    'a fox that waves, no text',
    'a bright fox, not too dark',
    'a fox that waves without a background',
    'a fox on a transparent background',
    'a fox contexts subtext simpleton brightness',
  ])('is not found in %j', (description) => {
    for (const assetType of AssetType.options) expect(issuesOf({ assetType, description })).toEqual([]);
  });
});

it.each([
  [0, 0, 1, true],
  [0, 2, 0.8, true],
  [0, 3, 0.7, false],
  [1, 0, 0.7, false],
  [1, 3, 0.4, false],
])('computes quality from %i errors and %i warnings', (errors, warnings, quality, generationReady) => {
  const words = ['dark neon', 'calm chaotic', 'retro modern'].slice(0, warnings);
  const description = errors === 1 ? 'a fox' : 'a fox that waves';
  expect(validate({ description, intent: intent({ elements: words }) })).toMatchObject({ quality, generationReady });
});

it('never computes a quality below 0', () => {
  const elements = ['dark neon', 'calm chaotic', 'retro modern', 'clean busy', 'lifelike anime', 'soft'];
  const draft = { description: 'zorp', mood: undefined, intent: { ...EMPTY_INTENT, elements } };
  expect(validate({ ...draft, assetType: 'youtube_thumbnail' })).toMatchObject({ quality: 0, generationReady: false });
});

it('validates hostile descriptions of 600 characters in bounded time', () => {
  const units = [
    'dark bright ',
    'background ',
    '"text ',
    'a, ',
    '-',
    '#ff0000 #00ff00 ',
    "'a ",
    'no ',
    'soft:',
    ' ',
    '. A',
  ];
  const brandColors = Array.from({ length: 10 }, (_, n) => ({ hex: `#0${n}0${n}0${n}`, name: `dark ${n}` }));
  for (const unit of units) {
    const description = unit.repeat(600 / unit.length);
    const ms = cpuMsOf(() => validate({ description, assetType: 'twitch_emote', brandColors }));
    expect(ms, unit).toBeLessThan(1_000);
  }
});

it('takes linear time for a long text', () => {
  const elements = ['dark bright soft text without a background, '.repeat(5_000)];
  expect(cpuMsOf(() => validate({ intent: intent({ elements }), assetType: 'twitch_emote' }))).toBeLessThan(5_000);
});
