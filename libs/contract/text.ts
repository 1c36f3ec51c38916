import * as z from 'zod/mini';

/** Length in Unicode code points after trimming, instead of UTF-16 units. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/** Whether a text shows nothing. A model refuses such a text, and a person did not mean to send it. */
export const isBlank = (text: string): boolean => !VISIBLE.test(text);

/** Length in code points after trimming: what a person would count, not what UTF-16 does. Blank text has none. */
export const lengthOf = (text: string): number => (isBlank(text) ? 0 : [...text.trim()].length);

/** White space that may surround a text, so that a text without visible characters has a maximum too. */
const MARGIN = 2_000;

/**
 * Text that is kept as the user wrote it. The limits count code points after trimming. Lone surrogates become U+FFFD,
 * because no store and no model accepts them.
 */
export const Text = (min: number, max: number) =>
  z.string().check(
    z.overwrite((text) => text.toWellFormed()),
    z.refine((text) => lengthOf(text) >= min, { error: `at least ${min} characters` }),
    // A code point has at most two UTF-16 units.
    z.refine((text) => text.length <= 2 * max + MARGIN && lengthOf(text) <= max, {
      error: `at most ${max} characters`,
    }),
  );

/** A string that is not a person's text. The limit counts UTF-16 units. Lone surrogates become U+FFFD. */
export const Characters = (max: number) =>
  z.string().check(
    z.overwrite((text) => text.toWellFormed()),
    z.maxLength(max),
  );
