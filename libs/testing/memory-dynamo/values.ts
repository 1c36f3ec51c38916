/** A value as the document client accepts and returns it. Sets and binaries are excluded because we store none. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [name: string]: Value };

/** One item, deeply frozen, so that its readers cannot change it. */
export type Item = { readonly [name: string]: Value };

/** A value with its type, as in DynamoDB's API and its exceptions. */
export type RawValue = Readonly<Record<string, unknown>>;

const isMap = (value: Value): value is { readonly [name: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The type letter of DynamoDB's API. */
export function typeOf(value: Value): 'NULL' | 'BOOL' | 'N' | 'S' | 'L' | 'M' {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return 'BOOL';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'string') return 'S';
  return Array.isArray(value) ? 'L' : 'M';
}

/**
 * A frozen copy of a command's value. Drops `undefined` members, as the document client does with
 * `removeUndefinedValues`.
 *
 * @throws TypeError for a value that DynamoDB or its document client refuses.
 */
export function freeze(value: unknown): Value {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
      throw new TypeError(`not storable: ${value}`);
    return value;
  }
  if (Array.isArray(value)) return Object.freeze(value.filter((part) => part !== undefined).map(freeze));
  if (typeof value !== 'object' || !isPlain(value)) throw new TypeError(`not storable: ${typeof value}`);
  const copy: Record<string, Value> = {};
  for (const [name, part] of Object.entries(value)) if (part !== undefined) define(copy, name, freeze(part));
  return Object.freeze(copy);
}

/** A copy that the caller may change. */
export function thaw(value: Value): unknown {
  if (Array.isArray(value)) return value.map(thaw);
  if (!isMap(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [name, part] of Object.entries(value)) define(copy, name, thaw(part));
  return copy;
}

/** Adds the types, because lib-dynamodb does not unmarshal items in exceptions. */
export function toRaw(value: Value): RawValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'number') return { N: String(value) };
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
  const parts = Array.isArray(value) ? value.map(sizeOf) : Object.values(value).map(sizeOf);
  const names = isMap(value) ? Object.keys(value).reduce((bytes, name) => bytes + Buffer.byteLength(name), 0) : 0;
  return 3 + names + parts.reduce((bytes, part) => bytes + part + 1, 0);
}

/** Bytes of a whole item: its names and values, without the overhead of a map. */
export const itemSize = (item: Item): number =>
  Object.entries(item).reduce((bytes, [name, value]) => bytes + Buffer.byteLength(name) + sizeOf(value), 0);

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Defines an own property even when the name is `__proto__`. */
const define = (target: object, name: string, value: unknown): void => {
  if (name !== '__proto__') (target as Record<string, unknown>)[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
};
