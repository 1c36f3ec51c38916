import * as z from 'zod/mini';
import type { Json } from '#ports/model';

type JsonObject = { readonly [key: string]: Json };

/**
 * JSON Schema of a tool's input, in the plain form that models need: no `$schema`, no vendor types.
 *
 * Zod's own converter supports every kind and draft, and would be a twentieth of the code that a stream function loads.
 * This one supports what the tools use. A test compares it with Zod's.
 *
 * @throws Error for an unsupported kind of schema or check, when the tool's module is loaded.
 */
export const schemaOf = (schema: z.core.$ZodType): JsonObject => ({
  ...shapeOf(schema),
  ...boundsOf(schema),
  ...(z.globalRegistry.get(schema) as JsonObject | undefined), // descriptions, and bounds that only a refinement checks
});

function shapeOf(schema: z.core.$ZodType): JsonObject {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'string':
    case 'boolean':
      return { type: def.type };
    case 'number':
      return { type: 'format' in def ? 'integer' : 'number' };
    case 'enum':
      return { type: 'string', enum: Object.values(def.entries) };
    case 'array':
      return { type: 'array', items: schemaOf(def.element) };
    case 'object':
      return objectOf(def);
    case 'record':
      if (!def.partial) throw unknown('a record with all its keys');
      return { type: 'object', propertyNames: schemaOf(def.keyType), additionalProperties: schemaOf(def.valueType) };
    case 'optional':
      return schemaOf(def.innerType);
    case 'default':
      return { ...schemaOf(def.innerType), default: def.defaultValue as Json };
    default:
      throw unknown(def.type);
  }
}

function objectOf({ shape, catchall }: z.core.$ZodObjectDef): JsonObject {
  const properties = Object.entries(shape);
  const required = properties.filter(([, { _zod }]) => _zod.optin === undefined).map(([name]) => name);
  return {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, schema]) => [name, schemaOf(schema)])),
    ...(required.length > 0 && { required }),
    ...(catchall?._zod.def.type === 'never' && { additionalProperties: false }),
  };
}

const boundsOf = ({ _zod: { def } }: z.core.$ZodType): JsonObject =>
  Object.assign({}, ...(def.checks ?? []).map((check) => boundOf(check._zod.def as CheckDef, def.type)));

type CheckDef = z.core.$ZodChecks['_zod']['def'] | { readonly check: 'custom' | 'describe' | 'meta' };

/** Refinements and descriptions set no bounds. */
function boundOf(def: CheckDef, type: string): JsonObject {
  switch (def.check) {
    case 'greater_than':
      return { [def.inclusive ? 'minimum' : 'exclusiveMinimum']: def.value as number };
    case 'less_than':
      return { [def.inclusive ? 'maximum' : 'exclusiveMaximum']: def.value as number };
    case 'max_length':
      return { [type === 'array' ? 'maxItems' : 'maxLength']: def.maximum };
    case 'custom':
    case 'describe':
    case 'meta':
      return {};
    default:
      throw unknown(def.check);
  }
}

const unknown = (what: string): Error => new Error(`no JSON Schema is known for ${what}: add it, and to its test`);
