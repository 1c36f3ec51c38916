import type { Json } from '#ports/model';

/** Storage nests 32 levels deep, of which a message needs a few itself. */
const MAX_DEPTH = 24;
/** Beyond these, storage takes no number but 0. */
const MAX_NUMBER = 1e125;
const MIN_NUMBER = 1e-129;

/**
 * Whether this can be stored and comes back as it is. What a model wrote, or a tool found, need not: a commit that
 * storage refuses would be refused for ever.
 */
export function isStorable(value: Json | undefined, depth = 0): boolean {
  if (typeof value === 'number') return value === 0 || (Math.abs(value) <= MAX_NUMBER && Math.abs(value) >= MIN_NUMBER);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  return Object.entries(value).every(([key, inner]) => key !== '' && isStorable(inner, depth + 1));
}
