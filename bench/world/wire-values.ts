import { type Item, rawItem } from '#testing/memory-dynamo/values';

/** A value in DynamoDB's wire format: one type letter and the value. */
type Wire = { readonly [type: string]: unknown };

const ITEMS: ReadonlySet<string> = new Set(['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey']);

/** Converts a request of the API to the document client's format. */
export function fromWire(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(fromWire);
  if (input === null || typeof input !== 'object') return input;
  return mapped(input, (name, value) => {
    if (ITEMS.has(name)) return plainItem(value as Wire);
    return name === 'Keys' ? (value as readonly Wire[]).map(plainItem) : fromWire(value);
  });
}

/** Converts an output of the document client to the API's format. */
export const toWire = (output: object): object =>
  mapped(output, (name, value) => {
    if (name === 'Items') return (value as readonly Item[]).map(rawItem);
    if (name === 'Responses')
      return mapped(value as object, (_table, items) => (items as readonly Item[]).map(rawItem));
    return ['Item', 'Attributes', 'LastEvaluatedKey'].includes(name) && value ? rawItem(value as Item) : value;
  });

const plainItem = (item: Wire): object => mapped(item, (_name, value) => plain(value as Wire));

function plain(wire: Wire): unknown {
  const [[type, value] = ['NULL', true]] = Object.entries(wire);
  if (type === 'NULL') return null;
  if (type === 'N') return Number(value);
  if (type === 'L') return (value as readonly Wire[]).map(plain);
  return type === 'M' ? plainItem(value as Wire) : value;
}

const mapped = (object: object, change: (name: string, value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(name, value)]));
