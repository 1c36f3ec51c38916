import fc from 'fast-check';
import type { Json } from '#ports/model';

/** The subset of JSON Schema that tool inputs use. */
interface Property {
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
  readonly additionalProperties: false;
}

/** The value of `JSON.parse('1e309')`. */
const INFINITE = Number.POSITIVE_INFINITY;
const deep = Array.from({ length: 10_000 }).reduce<Json>((inner) => [inner], 'deep');
const bomb = 'x'.repeat(10_000_000);
/** Values that a careless or hostile model may write. None is a requested string, number or object. */
const nonsense: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, undefined, Number.NaN, INFINITE, -INFINITE, [], {}, deep, Object.create(null)),
  fc.boolean(),
  fc.array(fc.jsonValue(), { maxLength: 5 }),
  fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1, maxKeys: 5 }),
);
const strangeName = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', 'sub', 'userId', '\ud800', 'x'.repeat(1e6)),
);

/**
 * Inputs that this schema does not allow. One rule at a time is violated.
 * @param schema - Of an object that defines all of its properties.
 */
export function invalidInputs(schema: Json): fc.Arbitrary<unknown> {
  const { properties, required = [] } = schema as unknown as ObjectSchema;
  const names = Object.keys(properties);
  const valid = fc.record(mapValues(properties, validOf), { requiredKeys: [...required] });
  const changed = (change: fc.Arbitrary<(input: Record<string, unknown>) => unknown>) =>
    fc.tuple(valid, change).map(([input, make]) => make(input as Record<string, unknown>));

  const wrong = names.map((name) =>
    changed(invalidOf(properties[name] as Property).map((value) => (input) => ({ ...input, [name]: value }))),
  );
  const missing = required.map((name) => changed(fc.constant(({ [name]: _, ...rest }) => rest)));
  const extra = changed(
    fc
      .tuple(
        strangeName.filter((name) => !names.includes(name)),
        fc.oneof(fc.jsonValue(), nonsense),
      )
      .map(
        ([name, value]) =>
          (input) =>
            Object.defineProperty({ ...input }, name, { value, enumerable: true }),
      ),
  );
  const noObject = fc.oneof(
    nonsense.filter((value) => typeof value !== 'object' || value === null || Array.isArray(value)),
    fc.string(),
    fc.double(),
  );
  return fc.oneof(...wrong, ...missing, extra, noObject);
}

function validOf({ type, enum: choices, minimum = 0, maximum = 100, maxLength, pattern }: Property) {
  if (choices) return fc.constantFrom(...choices);
  if (pattern) return fc.stringMatching(new RegExp(pattern));
  if (type === 'string') {
    return fc.string({ minLength: 1, maxLength: maxLength ?? 100 }).filter((text) => text.trim() !== '');
  }
  return type === 'boolean' ? fc.boolean() : fc.integer({ min: minimum, max: maximum });
}

function invalidOf(property: Property): fc.Arbitrary<unknown> {
  // `undefined` is not a value: it is the same as an omitted property.
  const noValue = nonsense.filter((value) => value !== undefined && typeof value !== property.type);
  return property.type === 'string' ? fc.oneof(noValue, fc.double(), badText(property)) : badNumber(property, noValue);
}

function badText({ enum: choices, maxLength = 0, pattern }: Property): fc.Arbitrary<unknown> {
  const any = fc.oneof(fc.string(), fc.constantFrom('', '../x', '__proto__ ', '\u0000', '💥'));
  if (choices) return any.filter((text) => !choices.includes(text));
  if (pattern) return any.filter((text) => !new RegExp(pattern).test(text));
  return fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom('', ' ', '\n\t') },
    { weight: 10, arbitrary: fc.constantFrom('x'.repeat(maxLength + 1), '💥'.repeat(maxLength + 1)) },
    { weight: 1, arbitrary: fc.constant(bomb) },
  );
}

function badNumber({ type, minimum = 0, maximum = 0 }: Property, noNumber: fc.Arbitrary<unknown>) {
  const outside = fc.oneof(fc.integer({ max: minimum - 1 }), fc.integer({ min: maximum + 1 }));
  const broken = fc.double({ noInteger: true, noNaN: true });
  const digits = fc.integer({ min: minimum, max: maximum }).map(String);
  const extremes = fc.constantFrom(Number.NaN, INFINITE, -INFINITE, Number.MAX_VALUE, -5e-324);
  return fc.oneof(noNumber, outside, digits, extremes, ...(type === 'integer' ? [broken] : []));
}

const mapValues = <Value, Other>(record: Readonly<Record<string, Value>>, change: (value: Value) => Other) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]));
