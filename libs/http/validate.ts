import type * as z from 'zod/mini';
import { CoachError } from '#ports/errors';

interface Fault {
  /** Dotted, for example `imageS3Keys.0`. */
  readonly path: string;
  readonly message: string;
}

/**
 * A value as its schema says.
 * @throws {CoachError} `missing_field` when something required is absent and nothing else is wrong with what is there;
 *   `validation_failed` otherwise. Both name the fields, neither repeats a value.
 */
export function validate<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { issues } = result.error;
  const missing = issues.filter((issue) => issue.code === 'invalid_type' && at(value, issue.path) === undefined);
  if (missing.length > 0) {
    throw new CoachError('missing_field', 'fields are missing', { details: { fields: missing.flatMap(faultOf) } });
  }
  throw new CoachError('validation_failed', 'fields are not valid', { details: { fields: issues.flatMap(faultOf) } });
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key], value);

function faultOf(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key].join('.').slice(0, 200), message: 'unknown field' }));
  }
  return [{ path: path.join('.'), message: issue.message }];
}
