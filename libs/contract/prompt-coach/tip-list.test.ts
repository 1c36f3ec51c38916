import { expect, it } from 'vitest';
import { validateDraft } from '#domain/prompt-coach/validate-draft';
import { aDraft } from '#testing/draft-fixtures';
import { AssetType } from './asset-types.ts';
import { TIPS, tipsFor } from './tip-list.ts';
import { Tip, TipCategory } from './tips.ts';
import { TIPS_DE } from './tips-de.ts';

it('has 18 tips with the topics of the specification', () => {
  const countOf = (category: TipCategory) => TIPS.filter((tip) => tip.category === category).length;
  expect(TIPS).toHaveLength(18);
  expect(Object.fromEntries(TipCategory.options.map((category) => [category, countOf(category)]))).toEqual({
    style: 3,
    color: 3,
    composition: 9,
    gaming: 3,
  });
  for (const tip of TIPS) {
    expect(Tip.parse(tip)).toEqual(tip);
    expect(tip.id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/);
  }
  expect(new Set(TIPS.map(({ id }) => id)).size).toBe(18);
});

it('has every tip in German, with words of its own', () => {
  expect(Object.keys(TIPS_DE).toSorted()).toEqual(TIPS.map(({ id }) => id).toSorted());
  for (const { id, title, description, examplePrompt } of TIPS) {
    const german = TIPS_DE[id];
    expect(german?.title).not.toBe(title);
    expect(german?.description).not.toBe(description);
    expect(german?.examplePrompt).not.toBe(examplePrompt);
  }
});

it.each(AssetType.options)('gives at most five tips for %s, its own first', (assetType) => {
  const tips = tipsFor(assetType);
  expect(tips).toHaveLength(5);
  const isOwn = tips.map(({ assetTypes }) => assetTypes.length < AssetType.options.length);
  expect(isOwn).toEqual(isOwn.toSorted((left, right) => Number(right) - Number(left)));
  for (const tip of tips) expect(tip.assetTypes).toContain(assetType);
  const own = TIPS.filter((tip) => tip.assetTypes.length < 14 && tip.assetTypes.includes(assetType));
  expect(tips.slice(0, own.length)).toEqual(own);
});

it('gives tips of several categories when the asset type is not known', () => {
  const tips = tipsFor(undefined);
  expect(tips).toHaveLength(5);
  expect(new Set(tips.map(({ category }) => category))).toEqual(new Set(['style', 'color', 'gaming']));
});

it('has example prompts that pass the validation', () => {
  for (const { examplePrompt, assetTypes } of TIPS) {
    for (const assetType of assetTypes.length === 14 ? ['clip_cover' as const] : assetTypes) {
      expect(validateDraft({ ...aDraft(examplePrompt), assetType }).issues).toEqual([]);
    }
  }
});
