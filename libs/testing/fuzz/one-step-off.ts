import fc from 'fast-check';

/** Values that no field expects, each from a class of input that has broken a server. */
const STRANGE: readonly unknown[] = [
  null,
  '',
  ' \u200b\u0000 ',
  '\ud83d',
  'x\udc00',
  '../../etc/passwd',
  '\u202e\u0301'.repeat(50),
  'x'.repeat(1_500),
  'x'.repeat(60_000),
  -1,
  0.1,
  2 ** 53,
  Number.MAX_VALUE,
  true,
  [],
  {},
  [[[[]]]],
  Array.from({ length: 10_001 }, () => 0),
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{}}}'),
  { toString: 1, hasOwnProperty: 2 },
];

/** The value with one part replaced, removed or added. */
export const oneStepOff = (value: unknown): fc.Arbitrary<unknown> =>
  fc.record({ step: fc.nat(), strange: fc.constantFrom(...STRANGE), how: fc.nat(5) }).map(({ step, strange, how }) => {
    const places = placesIn(value);
    const place = places[step % places.length] ?? [];
    if (how === 0) return without(value, place);
    if (how === 1) return withPart(value, [...place, 'unexpected'], strange);
    return withPart(value, place, strange);
  });

type Place = readonly (string | number)[];

/** The paths of all parts of a value, its own first. */
function placesIn(value: unknown, here: Place = []): readonly Place[] {
  if (value === null || typeof value !== 'object') return [here];
  return [here, ...Object.entries(value).flatMap(([name, part]) => placesIn(part, [...here, name]))];
}

function withPart(value: unknown, [name, ...rest]: Place, part: unknown): unknown {
  if (name === undefined) return part;
  const inner = value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
  const changed = withPart(inner[name], rest, part);
  if (Array.isArray(value)) return value.map((each, index) => (String(index) === String(name) ? changed : each));
  return { ...inner, [name]: changed };
}

function without(value: unknown, [name, ...rest]: Place): unknown {
  if (name === undefined || value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return value.filter((_, index) => String(index) !== String(name));
  const { [name]: part, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [name]: without(part, rest) };
}
