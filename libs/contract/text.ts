import * as z from 'zod/mini';

/** Anything but white space, C0 and C1 controls, and code points that are not drawn. */
const VISIBLE = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/** Whether a text shows nothing. A model refuses such a text, and a person did not mean to send it. */
export const isBlank = (text: string): boolean => !VISIBLE.test(text);

/** Length in code points after trimming: what a person would count, not what UTF-16 does. Blank text has none. */
export const lengthOf = (text: string): number => (isBlank(text) ? 0 : [...text.trim()].length);

/**
 * Text as the person wrote it; the limits count code points after trimming, the value is kept as it is. But for halves of
 * surrogate pairs: no store and no model takes those, so they become U+FFFD.
 */
export const Text = (min: number, max: number) =>
  z.string().check(
    z.overwrite((text) => text.toWellFormed()),
    z.refine((text) => lengthOf(text) >= min, { error: `at least ${min} characters` }),
    z.refine((text) => lengthOf(text) <= max, { error: `at most ${max} characters` }),
  );
