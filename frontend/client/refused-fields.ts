import type { ProblemCode } from '#contract/problem-codes';

/** The fields that a refusal names, dotted, for example `colors.0.name`. */
export function refusedFields({
  code,
  details: { fields },
}: {
  readonly code: ProblemCode;
  readonly details: Readonly<Record<string, unknown>>;
}): readonly string[] {
  if ((code !== 'validation_failed' && code !== 'missing_field') || !Array.isArray(fields)) return [];
  return fields.map((field: { readonly path?: unknown } | null) => String(field?.path));
}
