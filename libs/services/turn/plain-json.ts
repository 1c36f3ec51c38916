import type { Json } from '#ports/model';

/** Storage nests at most 32 levels, and a message itself needs a few of them. */
const MAX_DEPTH = 24;
/** Storage rejects larger numbers, and smaller ones except 0. */
const MAX_NUMBER = 1e125;
const MIN_NUMBER = 1e-129;

/**
 * Whether storage accepts the value and returns it unchanged. Model input and tool results may fail this check, and
 * storage would reject their commit every time.
 */
export function isStorable(value: Json | undefined, depth = 0): boolean {
  if (typeof value === 'number') return value === 0 || (Math.abs(value) <= MAX_NUMBER && Math.abs(value) >= MIN_NUMBER);
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  return Object.entries(value).every(([key, inner]) => key !== '' && isStorable(inner, depth + 1));
}
