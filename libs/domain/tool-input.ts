import * as z from 'zod/mini';
import { lengthOf } from '#contract/text';

/** Maximum length and number of unknown property names in an error for the model. */
const NAME_SHOWN = 64;
const NAMES_SHOWN = 5;

/**
 * The input of a tool. An unknown property is an error, as the JSON Schema states, because a misspelt one would
 * otherwise give a result that was not requested but is not recognised as wrong.
 */
export function toolInput<const Shape extends z.core.$ZodShape>(shape: Shape) {
  const properties = `its properties are: ${Object.keys(shape).join(', ')}`;
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return `It must be an object; ${properties}.`;
      const names = issue.keys.slice(0, NAMES_SHOWN).map((name) => name.slice(0, NAME_SHOWN).toWellFormed());
      return `Unknown: ${names.join(', ')}; ${properties}.`;
    },
  });
}

/** @param max - Code points after trimming, inclusive. */
export function toolText(max: number, description: string) {
  const error = `text of 1 to ${max} characters`;
  const fits = (text: string) => {
    const length = lengthOf(text);
    return length >= 1 && length <= max;
  };
  return z.string({ error }).check(z.refine(fits, { error }), z.meta({ description, minLength: 1, maxLength: max }));
}

/** Both bounds are inclusive. */
export function toolInteger(min: number, max: number, description: string) {
  return z
    .int({ error: `a whole number from ${min} to ${max}` })
    .check(z.minimum(min), z.maximum(max), z.describe(description));
}

export function toolChoice<const Choice extends string>(choices: readonly Choice[], description: string) {
  return z.enum(choices, { error: `one of: ${choices.join(', ')}` }).check(z.describe(description));
}
