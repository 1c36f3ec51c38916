import * as z from 'zod/mini';

/** Length in code points after trimming: what a person would count, not what UTF-16 does. */
export const lengthOf = (text: string): number => [...text.trim()].length;

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
