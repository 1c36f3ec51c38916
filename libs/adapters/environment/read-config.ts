import type * as z from 'zod/mini';

/**
 * Reads a function's settings, once, at its cold start.
 * @throws Error that names every missing or wrong setting, never its value.
 */
export function readConfig<Schema extends z.ZodMiniType>(
  schema: Schema,
  environment: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const result = schema.safeParse(environment);
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`settings are missing or wrong: ${faults.join('; ')}`);
}

/** The environment for a function's settings. With `satisfies` at synth, a forgotten setting does not compile. */
export type EnvOf<Schema extends z.ZodMiniType> = Readonly<{ [Name in keyof z.input<Schema>]: string }>;
