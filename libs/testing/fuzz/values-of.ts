import fc from 'fast-check';
import type * as z from 'zod/mini';

/** The parts of a schema's definition that tell what it accepts. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodMiniType>>;
  readonly element?: z.ZodMiniType;
  readonly innerType?: z.ZodMiniType;
  readonly options?: readonly z.ZodMiniType[];
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly in?: z.ZodMiniType;
}

const CANDIDATES = 12;
const MAX_ELEMENTS = 3;

/**
 * Values that a schema accepts, as far as its parts can be satisfied one by one: what only relates several fields is not
 * known here.
 *
 * @param words - Strings that mean something to the server, such as ids that exist.
 */
export function valuesOf(schema: z.ZodMiniType, words: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const definition = schema._zod.def as unknown as Definition;
  const inner = (part: z.ZodMiniType | undefined) => (part ? valuesOf(part, words) : fc.constant(null));
  switch (definition.type) {
    case 'object': {
      const fields = Object.entries(definition.shape ?? {});
      const requiredKeys = fields.filter(([, part]) => !part.safeParse(undefined).success).map(([name]) => name);
      return fc.record(Object.fromEntries(fields.map(([name, part]) => [name, inner(part)])), { requiredKeys });
    }
    case 'array':
      return fc.array(inner(definition.element), { minLength: 1, maxLength: MAX_ELEMENTS });
    case 'optional':
    case 'default':
    case 'nullable':
      return inner(definition.innerType);
    case 'union':
      return fc.oneof(...(definition.options ?? []).map((option) => inner(option)));
    case 'pipe':
      return inner(definition.in);
    case 'enum':
      return fc.constantFrom(...Object.values(definition.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(definition.values ?? []));
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fittingOne(schema, fc.oneof(fc.constantFrom(0, 1, 2, 100), fc.integer(), fc.double({ noNaN: true })));
    case 'string':
      return fittingOne(schema, fc.oneof(words, fc.string({ unit: 'grapheme', maxLength: 60 })));
    case 'unknown':
      return fc.jsonValue({ maxDepth: 2 });
    default:
      throw new Error(`no values for a schema of type ${definition.type}`);
  }
}

/** One of several candidates that the schema accepts; any of them when it accepts none. */
const fittingOne = (schema: z.ZodMiniType, candidates: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .array(candidates, { minLength: CANDIDATES, maxLength: CANDIDATES })
    .map((all) => all.find((value) => schema.safeParse(value).success) ?? all[0]);
