import { describe, expect, it } from 'vitest';
import { aDraft, FULL_INTENT } from '#testing/draft-fixtures';
import { colorDistance } from './color-distance.ts';
import { COLOR_WORDS } from './color-words.ts';
import { validateDraft } from './validate-draft.ts';

const TEAL = { hex: '#0f766e', name: 'Teal' };
const AMBER = { hex: '#F59E0B', name: 'Amber' };
const BRAND = [TEAL, AMBER];

const offBrand = (description: string, brandColors = BRAND) =>
  validateDraft({ ...aDraft(description), brandColors }).issues.map(({ code, severity, about, fix }) => {
    expect([code, severity]).toEqual(['off_brand_color', 'info']);
    return [...about, fix?.description];
  });

describe('colorDistance', () => {
  it.each([
    ['#000000', '#ffffff', 1],
    ['#ff0000', '#f00', 0],
    ['#ff0000', '#FF0000', 0],
    ['#f00f', '#ff000080', 0],
    // From the OKLab values of these colours in the CSS documentation.
    ['#ff0000', '#00ff00', 0.5198],
    ['#0000ff', '#ffff00', 0.7266],
    ['#ff0000', '#ffa500', 0.2381],
  ])('says that %s and %s are %d apart', (left, right, distance) => {
    expect(colorDistance(left, right)).toBeCloseTo(distance, 3);
    expect(colorDistance(right, left)).toBeCloseTo(distance, 3);
  });
});

describe('colour words', () => {
  it('are the 148 names of CSS, 12 of which only count before a noun for colour', () => {
    const simple = [...COLOR_WORDS.keys()].filter((name) => !/ (?:colou?r(?:ed)?|tones?|hues?)$/.test(name));
    expect(simple).toHaveLength(136);
    expect(COLOR_WORDS.get('tomato colored')).toBe('#ff6347');
    expect(COLOR_WORDS.get('rebecca purple')).toBe('#663399');
    for (const hex of COLOR_WORDS.values()) expect(hex).toMatch(/^#[\da-f]{6}$/);
  });

  it.each([...COLOR_WORDS].filter(([, hex]) => colorDistance(hex, '#123456') > 0.12))('include %s', (name) => {
    const found = offBrand(`the ZORP has a ${name.toUpperCase()} zorp`, [{ hex: '#123456', name: 'Brand' }]);
    expect(found).toEqual([[name, 'Brand', `the ZORP has a Brand zorp`]]);
  });
});

describe('a colour that is near no brand colour', () => {
  it.each([
    ['a fox with a red scarf', [['red', 'Amber', 'a fox with an Amber scarf']]],
    ['an emerald fox with navy fur', [['navy', 'Teal', 'an emerald fox with Teal fur']]],
    ['a sky-blue fox waves', [['sky blue', 'Amber', 'an Amber fox waves']]],
    ['a fox with #FF0000 fur', [['#ff0000', 'Amber', 'a fox with #F59E0B fur']]],
    [
      'a fox, #f0f and red',
      [
        ['#f0f', 'Amber', 'a fox, #F59E0B and red'],
        ['red', 'Amber', 'a fox, #f0f and Amber'],
      ],
    ],
    ['a red fox with a red hat', [['red', 'Amber', 'an Amber fox with an Amber hat']]],
    ['a tomato-colored fox waves', [['tomato colored', 'Amber', 'an Amber fox waves']]],
  ])('is reported and replaced: %s', (description, issues) => {
    expect(offBrand(description)).toEqual(issues);
  });

  it.each([
    'an orange fox in a teal coat',
    'a fox in #0E756D and #ffa500',
    'a fox in the snow with a tomato and chocolate',
    'a fox that is not red, no blue hat, not #ff0000',
    'a bored fox, redder and bluest, silverware',
    'episode #123 of the fox show, level 7',
    'a fox with the hashtag #reds and #12',
  ])('is not found in %j', (description) => {
    expect(offBrand(description)).toEqual([]);
  });

  it('is only looked for when there are brand colours', () => {
    expect(offBrand('a red fox with a blue hat', [])).toEqual([]);
  });

  it('is never a colour that the brand calls so', () => {
    const brand = [{ hex: '#00ff00', name: 'Hot Red' }];
    expect(offBrand('a hot red fox waves', brand)).toEqual([]);
    expect(offBrand('a dark red fox waves', brand).map(([color]) => color)).toEqual(['dark red']);
  });

  it('is found in style and elements, where no fix reaches it', () => {
    const intent = { ...FULL_INTENT, style: 'red ink', elements: ['a blue hat'] };
    const { issues } = validateDraft({ ...aDraft(), intent, brandColors: BRAND });
    expect(issues.map(({ about, fix }) => [about[0], fix])).toEqual([
      ['red', undefined],
      ['blue', undefined],
    ]);
  });

  it('is reported for at most five colours', () => {
    expect(offBrand('a red, blue, purple, pink, white, black and green fox')).toHaveLength(5);
  });

  it('is replaced by the value when the name would cause another issue or has no letters', () => {
    for (const name of ['Text', '🔥']) {
      const { issues } = validateDraft({
        ...aDraft('a red fox that waves'),
        assetType: 'twitch_emote',
        brandColors: [{ hex: '#00ff00', name }],
      });
      expect(issues).toMatchObject([{ fix: { description: 'a #00ff00 fox that waves' } }]);
    }
  });
});
