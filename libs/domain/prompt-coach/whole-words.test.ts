import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetType } from '#contract/prompt-coach/asset-types';
import { aDraft } from '#testing/draft-fixtures';
import { validateDraft } from './validate-draft.ts';
import { BACKGROUND_WORDS, CONFLICTS, LOW_CONTRAST, TEXT_WORDS, UPRIGHT } from './word-tables.ts';

interface Row {
  readonly word: string;
  /** The word that it contradicts. */
  readonly other: string;
  readonly assetType: AssetType;
}

const rowsOf = (assetType: AssetType, words: readonly string[]): readonly Row[] =>
  words.map((word) => ({ word, other: '', assetType }));

const ROWS: readonly Row[] = [
  ...CONFLICTS.flatMap(([left, right]) =>
    left.flatMap((word) => right.map((other): Row => ({ word, other, assetType: 'clip_cover' }))),
  ),
  ...rowsOf('twitch_emote', [...BACKGROUND_WORDS, ...TEXT_WORDS]),
  ...rowsOf('thumbnail', Object.keys(LOW_CONTRAST)),
  ...rowsOf('banner', Object.keys(UPRIGHT)),
];

const codesOf = (assetType: AssetType, description: string) =>
  validateDraft({ ...aDraft(description), assetType }).issues.map(({ code }) => code);

describe('words of all tables', () => {
  const row = fc.constantFrom(...ROWS);
  const letters = fc.stringMatching(/^[a-zäßж]{1,4}$/);
  const known = new Set([...CONFLICTS.flat(2), ...ROWS.map(({ word }) => word)]);

  it('are compared whole', () => {
    fc.assert(
      fc.property(row, letters, fc.boolean(), ({ word, other, assetType }, affix, isPrefix) => {
        const longer = isPrefix ? affix + word : word + affix;
        fc.pre(!known.has(longer) && !known.has(longer.split('-').at(isPrefix ? 0 : -1) ?? ''));
        const found = codesOf(assetType, `fox, ${longer}, fox, fox, fox, ${other}`);
        // The untouched half of `old-school` is no word of the table.
        expect(found).toEqual([]);
        expect(codesOf(assetType, `fox, ${word}, fox, fox, fox, ${other}`)).toHaveLength(1);
      }),
    );
  });

  it('do not count within three words after a negation', () => {
    const negator = fc.constantFrom('no', 'not', 'without', 'never', 'avoid', 'instead of', "don't", 'Isn’t');
    const between = fc.array(fc.constantFrom('a', 'too', 'very', 'zorp'), { maxLength: 5 });
    fc.assert(
      fc.property(row, negator, between, ({ word, other, assetType }, no, fillers) => {
        const description = `${other} fox. Zorp ${[no, ...fillers, word].join(' ')}`;
        expect(codesOf(assetType, description)).toHaveLength(fillers.length < 3 ? 0 : 1);
      }),
    );
  });
});
