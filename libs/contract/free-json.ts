import * as z from 'zod/mini';

/** In characters of JSON. No body is longer; a message that is stored has a limit of its own, in bytes. */
const MAX_JSON = 1_000_000;
/** In UTF-16 units, as for the names of fields. */
const MAX_KEY = 256;

/**
 * JSON of any shape: the input or the result of a tool. Halves of surrogate pairs become U+FFFD, in keys as well. The
 * depth of a body is checked before it is parsed.
 */
export const FreeJson = z.unknown().check(
  z.overwrite(wellFormedJson),
  z.refine((value) => hasShortKeys(value), { error: `keys of at most ${MAX_KEY} characters` }),
  z.refine((value) => (JSON.stringify(value)?.length ?? 0) <= MAX_JSON, { error: `at most ${MAX_JSON} characters` }),
);

/**
 * The value as JSON has it, with U+FFFD for halves of surrogate pairs, in keys as well: no store and no model accepts
 * a half. The value must not be nested deeply.
 */
export function wellFormedJson<Value>(value: Value): Value;
export function wellFormedJson(value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(wellFormedJson);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  // Unlike an assignment, this keeps a key `__proto__`.
  return Object.fromEntries(entries.map(([key, inner]) => [key.toWellFormed(), wellFormedJson(inner as unknown)]));
}

const hasShortKeys = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  Object.entries(value).every(([key, inner]) => key.length <= MAX_KEY && hasShortKeys(inner));
