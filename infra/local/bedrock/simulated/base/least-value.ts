import { sampleOf } from './sample-pattern.ts';
import { asSchema, fits, propertiesOf, type Schema } from './schema.ts';

/** Enum options that are neutral. */
const NEUTRAL = /^(?:general|other|none|unknown|neutral|normal|medium|all|any|default|auto|observation|not_\w+)$/i;

/** A minimal valid value, used for required properties that could not be read. */
export function leastValue(schema: Schema): unknown {
  if (schema.default !== undefined && fits(schema.default, schema)) return schema.default;
  if (schema.enum) return schema.enum.find((option) => NEUTRAL.test(String(option))) ?? schema.enum[0];
  switch (schema.type) {
    case 'string':
      return leastText(schema);
    case 'number':
    case 'integer':
      return leastNumber(schema);
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => leastValue(asSchema(schema.items)));
    case 'object':
      return Object.fromEntries(
        propertiesOf(schema).flatMap(({ name, schema: part, isRequired }) =>
          isRequired ? [[name, leastValue(part)]] : [],
        ),
      );
    default:
      return false;
  }
}

function leastText({ pattern, minLength = 0, maxLength = Infinity }: Schema): string {
  if (pattern !== undefined) return sampleOf(pattern, minLength);
  return minLength === 0 ? '' : 'not said'.padEnd(minLength, '.').slice(0, Math.min(maxLength, Math.max(8, minLength)));
}

/** The valid number nearest to zero. */
function leastNumber(schema: Schema): number {
  const isWhole = schema.type === 'integer';
  const step = isWhole ? 1 : between(schema);
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity, exclusiveMaximum = Infinity } = schema;
  const low = Math.max(minimum, exclusiveMinimum + (Number.isFinite(exclusiveMinimum) ? step : 0));
  const high = Math.min(maximum, exclusiveMaximum - (Number.isFinite(exclusiveMaximum) ? step : 0));
  const nearest = Math.min(Math.max(0, low), high);
  return isWhole ? Math.round(Math.max(nearest, Math.ceil(low))) : nearest;
}

/** A step that is smaller than the distance between the bounds. */
function between({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): number {
  const low = Math.max(minimum ?? -Infinity, exclusiveMinimum ?? -Infinity);
  const high = Math.min(maximum ?? Infinity, exclusiveMaximum ?? Infinity);
  return Number.isFinite(high - low) ? (high - low) / 2 : 1;
}
