import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetType } from '#contract/prompt-coach/asset-types';
import { EMPTY_INTENT, type Issue } from '#contract/prompt-coach/intent';
import { Mood } from '#contract/prompt-coach/requests';
import { COLOR_WORDS } from './color-words.ts';
import type { DraftToValidate } from './finding.ts';
import { validateDraft } from './validate-draft.ts';
import { BACKGROUND_WORDS, CONFLICTS, INDICATORS, LOW_CONTRAST, TEXT_WORDS, UPRIGHT } from './word-tables.ts';

describe('any fix', () => {
  const tableWords = [
    ...CONFLICTS.flat(2),
    ...BACKGROUND_WORDS,
    ...TEXT_WORDS,
    ...Object.keys({ ...LOW_CONTRAST, ...UPRIGHT }),
    ...COLOR_WORDS.keys(),
    ...Object.values(INDICATORS).flat(),
  ];
  const small = [
    'a',
    'an',
    'the',
    'with',
    'in',
    'of',
    'and',
    'but',
    'no',
    'not',
    'is',
    'very',
    'style',
    'GG',
    '#ff0000',
  ];
  const word = fc.oneof(
    fc.constantFrom(...tableWords),
    fc.constantFrom(...small),
    fc.constantFrom(...small),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );
  const gap = fc.constantFrom(' ', ' ', ' ', ', ', '. ', '-', ': ', ' "', '\n', '');
  const text = fc.array(fc.tuple(word, gap), { maxLength: 60 }).map((parts) => parts.flat().join(''));
  const color = fc.record({
    hex: fc.stringMatching(/^#[\da-f]{6}$/),
    name: fc.oneof(fc.constantFrom('Teal', 'Dark Red', 'No Blue', '🔥', 'Text'), fc.string({ minLength: 1 })),
  });
  const draft: fc.Arbitrary<DraftToValidate> = fc.record({
    description: text,
    intent: fc.record({
      ...Object.fromEntries(Object.entries(EMPTY_INTENT).map(([key, value]) => [key, fc.constant(value)])),
      style: fc.oneof(fc.constant(''), fc.constantFrom(...tableWords)),
      elements: fc.array(fc.constantFrom(...tableWords), { maxLength: 2 }),
    }) as unknown as fc.Arbitrary<DraftToValidate['intent']>,
    assetType: fc.constantFrom(...AssetType.options),
    mood: fc.option(fc.constantFrom(...Mood.options), { nil: undefined }),
    brandColors: fc.array(color, { maxLength: 3 }),
  });

  const rowOf = (issue: Issue) => CONFLICTS.findIndex((row) => row.flat().includes(issue.about[0] ?? ''));
  const idOf = (issue: Issue) => {
    if (issue.code === 'conflict') return `conflict ${rowOf(issue)}`;
    const hasParts = issue.code === 'missing_element' || issue.code === 'off_brand_color';
    return hasParts ? `${issue.code} ${issue.about[0]}` : issue.code;
  };
  const errorsOf = (issues: readonly Issue[]) => issues.filter(({ severity }) => severity === 'error').length;

  it('removes its issue, adds no error and does not lower the quality', () => {
    fc.assert(
      fc.property(draft, (given) => {
        const before = validateDraft(given);
        for (const issue of before.issues) {
          if (!issue.fix) continue;
          const after = validateDraft({ ...given, description: issue.fix.description });
          expect(after.issues.map(idOf)).not.toContain(idOf(issue));
          expect(errorsOf(after.issues)).toBeLessThanOrEqual(errorsOf(before.issues));
          expect(after.quality).toBeGreaterThanOrEqual(before.quality);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('can be applied until none is left', () => {
    fc.assert(
      fc.property(draft, (given) => {
        let description = given.description;
        for (let round = 0; ; round += 1) {
          const fix = validateDraft({ ...given, description }).issues.find((issue) => issue.fix)?.fix;
          if (!fix) break;
          expect(fix.description).not.toBe(description);
          description = fix.description;
          expect(round).toBeLessThan(100);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('belongs to a result that depends on nothing but the draft, with a quality of 0 to 1', () => {
    fc.assert(
      fc.property(draft, (given) => {
        const validation = validateDraft(given);
        expect(validateDraft(structuredClone(given))).toEqual(validation);
        expect(validation.quality).toBeGreaterThanOrEqual(0);
        expect(validation.quality).toBeLessThanOrEqual(1);
        const errors = errorsOf(validation.issues);
        const warnings = validation.issues.filter(({ severity }) => severity === 'warning').length;
        expect(validation.quality).toBeCloseTo(Math.max(0, 1 - 0.3 * errors - 0.1 * warnings));
        expect(validation.generationReady).toBe(errors === 0 && warnings <= 2);
      }),
      { numRuns: 200 },
    );
  });
});
