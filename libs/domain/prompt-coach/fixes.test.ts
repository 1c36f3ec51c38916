import { describe, expect, it } from 'vitest';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import { EMPTY_INTENT } from '#contract/prompt-coach/intent';
import { aDraft, FULL_INTENT } from '#testing/draft-fixtures';
import type { DraftToValidate } from './finding.ts';
import { validateDraft } from './validate-draft.ts';
import { CONFLICTS } from './word-tables.ts';

const fixOf = (assetType: AssetType, description: string, changes: Partial<DraftToValidate> = {}) =>
  validateDraft({ ...aDraft(description), assetType, ...changes }).issues[0]?.fix;

describe('the fix of contradicting words', () => {
  it.each([
    ['a dark and bright forest with a fox', 'a dark forest with a fox'],
    ['a bright but moody fox portrait, neon', 'a bright fox portrait, neon'],
    ['minimalist logo with intricate details', 'minimalist logo with details'],
    ['an intricate, simple crest of a fox', 'an intricate crest of a fox'],
    ['realistic fox in anime style with sparkles', 'realistic fox with sparkles'],
    ['a fox in an anime style with realistic fur', 'a fox in an anime style with fur'],
    ['fox lit by neon in a dark alley', 'fox lit by neon in an alley'],
    ['clean lines, very complex shading', 'clean lines, shading'],
    ['the sky is dark and glowing', 'the sky is dark'],
    ['an old school arcade, modern neon look', 'an old school arcade, neon look'],
    ['photo-realistic cartoon fox', 'photo-realistic fox'],
    ['A retro-modern living room', 'A retro living room'],
    ['a serene and peaceful fox, very aggressive and intense', 'a serene and peaceful fox'],
    ['a bright, glowing, dark fox', 'a bright, glowing fox'],
    ['neon dark-glowing orb in space', 'neon glowing orb in space'],
    ['a fox that is neon and dark blue', 'a fox that is neon and blue'],
    ['dark sky and bright moon and stars', 'dark sky and moon and stars'],
    ['Simple. Busy street at night', 'Simple. Street at night'],
    ['dark & bright forest with a fox', 'dark forest with a fox'],
    ['a dark/bright fox portrait', 'a dark fox portrait'],
  ])('keeps the side that is named first: %s', (before, after) => {
    expect(fixOf('clip_cover', before)?.description).toBe(after);
  });

  it('names the words that it keeps first', () => {
    const { issues } = validateDraft(aDraft('a bright, glowing and dark forest'));
    expect(issues).toMatchObject([
      { about: ['bright', 'glowing', 'dark'], fix: { label: 'Keep “bright” and “glowing”' } },
    ]);
  });

  it('keeps the side that style or elements have, because a fix changes the description alone', () => {
    const [issue] = validateDraft({
      ...aDraft('a dark, calm cave with a fox'),
      intent: { ...FULL_INTENT, style: 'neon' },
    }).issues;
    expect(issue).toMatchObject({
      about: ['neon', 'dark'],
      fix: { label: 'Keep “neon”', description: 'a calm cave with a fox' },
    });
  });

  it.each([
    ['an intricate fox that waves', 'a fox that waves'],
    ['an intricate unicorn that waves', 'a unicorn that waves'],
    ['a detailed owl that waves', 'an owl that waves'],
    ['Busy foxes that wave', 'Foxes that wave'],
  ])('makes the article and the capital letter agree: %s', (before, after) => {
    expect(fixOf('clip_cover', before, { intent: { ...FULL_INTENT, style: 'clean' } })?.description).toBe(after);
  });

  it('does not exist when the description cannot solve it', () => {
    const intent = { ...FULL_INTENT, style: 'neon', elements: ['dark clouds'] };
    expect(validateDraft({ ...aDraft(), intent }).issues).toMatchObject([{ about: ['neon', 'dark'] }]);
    expect(validateDraft({ ...aDraft(), intent }).issues[0]).not.toHaveProperty('fix');
    expect(fixOf('clip_cover', 'bright dark')).toBeUndefined();
  });

  it('exists for every pair of the table', () => {
    for (const [left, right] of CONFLICTS) {
      for (const l of left)
        for (const r of right) {
          expect(fixOf('clip_cover', `a ${l} fox with ${r} fur`)?.description).toBe(`a ${l} fox with fur`);
          expect(fixOf('clip_cover', `the ${r} fox is ${l}`)?.description).toBe(`the ${r} fox`);
        }
    }
  });
});

describe('the fix of a background', () => {
  it.each([
    ['a happy fox waving with a forest background', 'a happy fox waving'],
    ['fox in a snowy landscape, smiling', 'fox, smiling'],
    ['A scene of a fox dancing', 'A fox dancing'],
    ['scene with a fox dancing', 'a fox dancing'],
    ['fox laughing on a blue background, thick outline', 'fox laughing, thick outline'],
    ['happy fox, forest background, bold lines', 'happy fox, bold lines'],
    ['Background: forest at night. A fox waves happily', 'A fox waves happily'],
    ['fox dancing with a background of glowing stars and a hat', 'fox dancing and a hat'],
    ['fox with a hat and a cute background', 'fox with a hat'],
    ['smiling fox in front of a sunny scene', 'smiling fox'],
    ['scene and a fox dancing', 'a fox dancing'],
    ['a waving fox with a scene behind him', 'a waving fox'],
    ['happy fox not in a very big forest background', 'happy fox not in a very big forest'],
    ['the setting is a dark wood, a fox waves', 'a fox waves'],
    ['fox waving in the setting sun', 'fox waving in the sun'],
    ['fox laughing in a cozy living room environment with plants', 'fox laughing with plants'],
    ['a fox waves in a scene, on a background, in a landscape', 'a fox waves'],
  ])('leaves its phrase out: %s', (before, after) => {
    expect(fixOf('twitch_emote', before)?.description).toBe(after);
  });
});

describe('the fix of text in an emote', () => {
  it.each([
    ['fox holding a sign with text "good game" above', 'fox holding a sign above'],
    ['laughing fox with the words “LETS GO”', 'laughing fox'],
    ['laughing fox with text GG WP', 'laughing fox'],
    ['a fox crying, text saying hello chat, cute', 'a fox crying, cute'],
    ['laughing fox with big bold letters', 'laughing fox'],
    ['fox waving. Text: GG', 'fox waving.'],
    ['fox with caption and speech bubble', 'fox and speech bubble'],
    ['fox with a text box waving', 'fox with a box waving'],
  ])('leaves the text out: %s', (before, after) => {
    expect(fixOf('twitch_emote', before)?.description).toBe(after);
  });

  it('does not exist while there are display texts', () => {
    const intent = { ...FULL_INTENT, displayTexts: [{ text: 'GG', spellingConfirmed: false }] };
    expect(fixOf('twitch_emote', 'laughing fox with text', { intent })).toBeUndefined();
  });
});

describe('the fix of a word that does not suit', () => {
  it.each<[AssetType, string, string]>([
    ['thumbnail', 'A subtle glow around a soft muted fox', 'A bold glow around a strong vivid fox'],
    ['youtube_thumbnail', 'Pastel sky, a fox with faded colors', 'Saturated sky, a fox with vivid colors'],
    ['banner', 'a portrait of a fox', 'a wide shot of a fox'],
    ['banner', 'Vertical row of foxes', 'Horizontal row of foxes'],
    ['twitch_banner', 'a fox, portrait format', 'a fox, wide format'],
    ['twitch_banner', 'a fox before tall trees', 'a fox before wide trees'],
  ])('replaces it for %s: %s', (assetType, before, after) => {
    expect(fixOf(assetType, before)?.description).toBe(after);
  });
});

describe('the fix of a long description', () => {
  it.each([
    [`${'a fox and the wolf '.repeat(40)}`, `${'a fox and the wolf '.repeat(26)}a fox`],
    [`${'fox, '.repeat(200)}`, 'fox, '.repeat(100).slice(0, -2)],
    [`${'x'.repeat(499)} fox`, `${'x'.repeat(499)}`],
    [`${'x'.repeat(500)} fox`, `${'x'.repeat(500)}`],
    ['🦊'.repeat(600), '🦊'.repeat(500)],
  ])('cuts it at a word', (before, after) => {
    expect(fixOf('clip_cover', before)?.description).toBe(after);
  });
});

describe('the fix of a missing element', () => {
  it.each<[AssetType, string, string]>([
    ['twitch_banner', 'a fox that waves', 'a fox that waves, centered composition with one clear focal point'],
    ['twitch_banner', 'A fox waves.', 'A fox waves. Centered composition with one clear focal point.'],
    ['overlay', 'leaves in comic style,', 'leaves in comic style, layout along the edges with a clear center'],
  ])('adds a composition or a layout for %s: %s', (assetType, before, after) => {
    const intent = { ...FULL_INTENT, composition: '' };
    expect(fixOf(assetType, before, { intent })?.description).toBe(after);
  });

  it('does not exist where only the person can choose', () => {
    const { issues } = validateDraft({ ...aDraft('zorp zorp zorp'), assetType: 'twitch_emote', intent: EMPTY_INTENT });
    expect(issues.map(({ fix }) => fix)).toEqual([undefined, undefined]);
  });
});
