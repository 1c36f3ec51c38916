import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { agUi } from '#contract/dialects/ag-ui';
import { aiSdk } from '#contract/dialects/ai-sdk';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** Longer than every body that is read. */
const LONG = 1_100_000;
const HALF = '\ud83d';
const LONG_TEXTS = [
  'a'.repeat(LONG),
  '1'.repeat(LONG),
  `${' '.repeat(LONG)}a`,
  `2026-11-21T10:15:00.${'0'.repeat(LONG)}Z`,
];
/** DynamoDB stores none below 1e-130. */
const TINY_NUMBER = 1e-200;
const BIG_NUMBERS = [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 1e300, -1e300];

/** The signature of a thought covers its text, so the text is kept as it came and is left out when it is malformed. */
const KEEPS_HALVES = /\.reasoning\.text$/;

type Schema = z.core.$ZodType;
interface Leaf {
  readonly path: string;
  readonly schema: Schema;
}

/** Strings, numbers and free values of a schema, also inside of unions, lists and records. */
function leavesOf(path: string, schema: Schema): readonly Leaf[] {
  const { def } = schema._zod as unknown as { readonly def: Readonly<Record<string, unknown>> };
  const inner = (step: string, part: unknown) => leavesOf(step === '' ? path : `${path}.${step}`, part as Schema);
  switch (def['type']) {
    case 'object':
      return Object.entries(def['shape'] as object).flatMap(([name, part]) => inner(name, part));
    case 'array':
      return inner('[]', def['element']);
    case 'record':
      return [...inner('(key)', def['keyType']), ...inner('{}', def['valueType'])];
    case 'union':
      return (def['options'] as readonly Schema[]).flatMap((option) => inner(nameOf(option), option));
    case 'optional':
    case 'nullable':
    case 'default':
      return inner('', def['innerType']);
    case 'pipe':
      return inner('', def['in']);
    case 'boolean':
    case 'enum':
    case 'literal':
      return [];
    default:
      return [{ path, schema }];
  }
}

/** Tells the blocks of a message apart. */
function nameOf(option: Schema): string {
  const { shape } = (option._zod as unknown as { readonly def: { readonly shape?: Record<string, Schema> } }).def;
  const values = (shape?.['type']?._zod as unknown as { readonly def: { readonly values?: readonly string[] } })?.def;
  return values?.values?.[0] ?? '';
}

const isWellFormed = (value: unknown): boolean => JSON.stringify(value)?.match(/\\ud[89a-f]/i) === null;

function faultsOf({ path, schema }: Leaf): readonly string[] {
  const parsed = (value: unknown) => z.safeParse(schema, value);
  const wrong: string[] = [];
  if (LONG_TEXTS.some((text) => parsed(text).success)) wrong.push(`${path}: a string without a maximum`);
  if (BIG_NUMBERS.some((number) => parsed(number).success) && !parsed({}).success) {
    wrong.push(`${path}: a number without bounds`);
  }
  const tiny = parsed(TINY_NUMBER);
  if (tiny.success && tiny.data === TINY_NUMBER && !parsed({}).success)
    wrong.push(`${path}: a number too small to store`);
  for (const value of [HALF, `a${HALF}`, [HALF], { [HALF]: 1 }, { a: { b: HALF } }]) {
    const { success, data } = parsed(value);
    if (success && !isWellFormed(data) && !KEEPS_HALVES.test(path)) wrong.push(`${path}: half a surrogate pair`);
  }
  if (parsed({ ['a'.repeat(LONG)]: 1 }).success) wrong.push(`${path}: a key without a maximum`);
  return [...new Set(wrong)];
}

/** What every file of the contract exports. */
const FILES = import.meta.glob<Readonly<Record<string, unknown>>>(
  ['../contract/**/*.ts', '!../contract/**/*.test.ts'],
  {
    eager: true,
  },
);
const CONTRACT: Readonly<Record<string, unknown>> = Object.assign({}, ...Object.values(FILES));
const DIALECTS = { 'ai-sdk': aiSdk.request, 'ag-ui': agUi.request };

/** The names of all schemas by which routes read bodies and queries. */
const USED = (readdirSync(HERE, { recursive: true }) as readonly string[])
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .flatMap((file) => [...readFileSync(join(HERE, file), 'utf8').matchAll(/(?:validate\(|body: )([A-Z]\w+),/g)])
  .map(([, name = '']) => name);
/** Its elements are read one by one. */
const NAMES = [...new Set([...USED, 'Game'])];

const schemas: readonly [string, Schema][] = [
  ...NAMES.map((name): [string, Schema] => [name, CONTRACT[name] as Schema]),
  ...Object.entries(DIALECTS).map(([name, schema]): [string, Schema] => [name, schema as unknown as Schema]),
];

describe('what a request may bring', () => {
  it('finds the schemas of all routes', () => {
    expect(NAMES).toEqual(
      expect.arrayContaining(['CreatorTurn', 'GameChatTurn', 'RecordTurn', 'ListQuery', 'NewNote']),
    );
    expect(NAMES.filter((name) => CONTRACT[name] === undefined)).toEqual([]);
  });

  it('recognises a string without a maximum, a number without bounds, and half a surrogate pair', () => {
    const loose = z.object({
      a: z.string(),
      b: z.optional(z.array(z.number())),
      c: z.unknown(),
      d: z.iso.datetime(),
      e: z.record(z.string(), z.int()),
    });
    expect([
      ...new Set(
        leavesOf('x', loose)
          .flatMap(faultsOf)
          .map((fault) => fault.split(':')[0]),
      ),
    ]).toEqual(['x.a', 'x.b.[]', 'x.c', 'x.d', 'x.e.(key)', 'x.e.{}']);
  });

  it.each(schemas)('has a maximum, bounds and whole characters everywhere in %s', (name, schema) => {
    expect(leavesOf(name, schema).flatMap(faultsOf)).toEqual([]);
  });
});
