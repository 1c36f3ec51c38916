import { asSchema, type Schema } from './schema.ts';

/** Fits a value into the bounds of a schema: clamps numbers, cuts strings and lists. */
export function shaped(value: unknown, schema: Schema): unknown {
  if (typeof value === 'number') return withinBounds(value, schema);
  if (typeof value === 'string' && !schema.enum) return cut(value, schema.maxLength);
  if (!Array.isArray(value)) return value;
  return value.map((item) => shaped(item, asSchema(schema.items))).slice(0, schema.maxItems);
}

function withinBounds(value: number, { type, minimum = -Infinity, maximum = Infinity }: Schema): number {
  const nearest = Math.min(Math.max(value, minimum), maximum);
  return type === 'integer' ? Math.round(nearest) : nearest;
}

/** @param max - Code points, including the ellipsis. */
function cut(text: string, max = Infinity): string {
  const whole = text.toWellFormed().trim();
  const letters = [...whole];
  if (letters.length <= max) return whole;
  return max < 2
    ? letters.slice(0, max).join('')
    : `${letters
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
