import type * as z from 'zod/mini';
import { faultsOf } from '#contract/faults';
import { CoachError } from '#ports/errors';

/**
 * Parses a value by its schema.
 * @throws {CoachError} `missing_field` when a required field is absent; `validation_failed` for any other fault. Both name
 *   the fields, and neither repeats a value.
 */
export function validate<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const missing = issues.filter((issue) => at(value, issue.path) === undefined);
  if (missing.length > 0) {
    throw new CoachError('missing_field', 'fields are missing', { details: { fields: faultsOf(missing) } });
  }
  throw new CoachError('validation_failed', 'fields are not valid', { details: { fields: faultsOf(issues) } });
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);
