import * as z from 'zod/mini';

/** Length in Unicode code points after trimming, instead of UTF-16 units. */
export const lengthOf = (text: string): number => [...text.trim()].length;

/**
 * Text that is kept as the user wrote it. The limits count code points after trimming. Lone surrogates become U+FFFD,
 * because no store and no model accepts them.
 */
export const Text = (min: number, max: number) =>
  z.string().check(
    z.overwrite((text) => text.toWellFormed()),
    z.refine((text) => lengthOf(text) >= min, { error: `at least ${min} characters` }),
    z.refine((text) => lengthOf(text) <= max, { error: `at most ${max} characters` }),
  );
