/** A value as the document client accepts and returns it. Of sets and binaries, we store only sets of strings. */
export type Value =
  | null
  | boolean
  | number
  | string
  | readonly Value[]
  | ReadonlySet<string>
  | { readonly [name: string]: Value };

/** One item, deeply frozen, so that its readers cannot change it. */
export type Item = { readonly [name: string]: Value };

/** A value with its type, as in DynamoDB's API and its exceptions. */
export type RawValue = Readonly<Record<string, unknown>>;

export const isSet = (value: Value | undefined): value is ReadonlySet<string> => value instanceof Set;

const isMap = (value: Value): value is { readonly [name: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isSet(value);

/** The type letter of DynamoDB's API. */
export function typeOf(value: Value): 'NULL' | 'BOOL' | 'N' | 'S' | 'L' | 'SS' | 'M' {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return 'BOOL';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'string') return 'S';
  if (isSet(value)) return 'SS';
  return Array.isArray(value) ? 'L' : 'M';
}

/** Limits of DynamoDB. */
const MAX_LEVELS = 32;
const SMALLEST_NUMBER = 1e-130;

/**
 * A frozen copy of a command's value. Drops `undefined` members, as the document client does with
 * `removeUndefinedValues`.
 *
 * @throws what the document client or the service throws for a value that it refuses.
 */
export function freeze(value: unknown, level = 0): Value {
  if (level > MAX_LEVELS) throw refused('ValidationException', 'nesting levels have exceeded supported limits');
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'string') return wellFormed(value);
  if (typeof value === 'number') return storableNumber(value);
  if (Array.isArray(value))
    return Object.freeze(value.filter((part) => part !== undefined).map((part) => freeze(part, level + 1)));
  if (value instanceof Set) return storableSet(value);
  if (typeof value !== 'object' || !isPlain(value)) throw new Error(`unsupported type passed: ${typeof value}`);
  const copy: Record<string, Value> = {};
  for (const [name, part] of Object.entries(value)) {
    // The document client assigns it, and so sends nothing for it.
    if (name === '__proto__') throw refused('ValidationException', 'an attribute value is empty');
    if (part !== undefined) copy[wellFormed(name)] = freeze(part, level + 1);
  }
  return Object.freeze(copy);
}

function storableSet(set: ReadonlySet<unknown>): ReadonlySet<string> {
  if (set.size === 0) throw new Error('Pass a non-empty set');
  return new Set(
    [...set].map((member) => {
      if (typeof member !== 'string') throw new Error('not known in memory: a set of other values than strings');
      return wellFormed(member);
    }),
  );
}

function wellFormed(text: string): string {
  if (text.isWellFormed()) return text;
  throw refused('SerializationException', 'half of a surrogate pair');
}

function storableNumber(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER) throw new Error(`not storable: ${value}`);
  if (value !== 0 && Math.abs(value) < SMALLEST_NUMBER) throw refused('ValidationException', 'number underflow');
  return value;
}

const refused = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400, attempts: 1 } });

/** A copy that the caller may change. */
export function thaw(value: Value): unknown {
  if (isSet(value)) return new Set(value);
  if (Array.isArray(value)) return value.map(thaw);
  if (!isMap(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) copy[name] = thaw(part);
  return copy;
}

/** Adds the types, because lib-dynamodb does not unmarshal items in exceptions. */
export function toRaw(value: Value): RawValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'number') return { N: String(value) };
  if (isSet(value)) return { SS: [...value] };
  if (Array.isArray(value)) return { L: value.map(toRaw) };
  return isMap(value) ? { M: rawItem(value) } : { [typeOf(value)]: value };
}

export const rawItem = (item: Item): Record<string, RawValue> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toRaw(value)]));

export function isEqual(a: Value, b: Value): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((part, i) => isEqual(part, b[i] ?? null))
    );
  }
  if (isSet(a) || isSet(b)) return isSet(a) && isSet(b) && a.size === b.size && [...a].every((member) => b.has(member));
  const [left, right] = [a as Item, b as Item];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && isEqual(left[name] ?? null, right[name] ?? null))
  );
}

/** Below, at or above 0. `undefined` when the values have no order. */
export function compare(a: Value, b: Value): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== 'string' || typeof b !== 'string') return undefined;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * Bytes of a value as DynamoDB counts them.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number')
    return Math.ceil(String(Math.abs(value)).replace(/\D/g, '').length / 2) + 1 + (value < 0 ? 1 : 0);
  if (value === null || typeof value === 'boolean') return 1;
  if (isSet(value)) return [...value].reduce((bytes, member) => bytes + Buffer.byteLength(member), 3);
  const parts = Array.isArray(value) ? value.map(sizeOf) : Object.values(value).map(sizeOf);
  const names = isMap(value) ? Object.keys(value).reduce((bytes, name) => bytes + Buffer.byteLength(name), 0) : 0;
  return 3 + names + parts.reduce((bytes, part) => bytes + part + 1, 0);
}

/** Bytes of a whole item: its names and values, without the overhead of a map. */
export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((bytes, [name, value]) => bytes + Buffer.byteLength(name) + sizeOf(value), 0);

/** As the document client decides, by the constructor's name: a key `constructor` changes it. */
const isPlain = (value: object): boolean => {
  const maker = value.constructor as { readonly name?: unknown } | undefined;
  return !maker || maker.name === 'Object';
};
