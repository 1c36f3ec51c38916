import { expect, it } from 'vitest';
import * as z from 'zod/mini';
import { schemaOf } from './json-schema.ts';
import { toolChoice, toolInput, toolInteger, toolText } from './tool-input.ts';

/** Every supported kind of schema, in every position where it is allowed. */
const KINDS = {
  text: z.string(),
  'text that was described': toolText(50, 'A name.'),
  'text with two descriptions': z.optional(toolText(50, 'A name.')).check(z.describe('Another.')),
  'yes or no': z.boolean(),
  number: z.number().check(z.minimum(0.5), z.lt(9)),
  'positive number': z.number().check(z.gt(0), z.maximum(100)),
  'number without bounds': z.number(),
  'whole number': toolInteger(1, 50, 'How many.'),
  choice: toolChoice(['duel', 'doubles'], 'The mode.'),
  default: z._default(toolInteger(1, 50, 'How many.'), 10),
  list: z.array(z.string()),
  'list that is checked': z.array(toolText(9, 'One.')).check(z.refine((items) => items.length < 3)),
  'list of so many': z.array(z.string()).check(z.maxLength(3), z.describe('Three.')),
  'text of so many': z.string().check(z.maxLength(3)),
  'numbers by name': z.partialRecord(z.enum(['a', 'b']), z.number()),
  object: z.object({ a: z.string(), b: z.optional(z.boolean()), c: z._default(z.string(), 'c') }),
  'object without anything required': z.object({ a: z.optional(z.object({ b: z.optional(z.string()) })) }),
  'object that knows all its properties': toolInput({ a: toolText(9, 'One.'), b: z.optional(z.array(z.string())) }),
};

it.each(Object.entries(KINDS))('converts a schema like Zod does: %s', (_kind, schema) => {
  const { $schema: _, ...zods } = z.toJSONSchema(schema, { io: 'input' });
  expect(schemaOf(schema)).toEqual({ ...zods });
});

it.each([
  ['nullable', z.nullable(z.string())],
  ['string_format', z.string().check(z.regex(/a/))],
  ['a record with all its keys', z.record(z.enum(['a', 'b']), z.number())],
])('throws for an unsupported kind of schema: %s', (what, schema) => {
  expect(() => schemaOf(z.object({ a: schema }))).toThrow(`no JSON Schema is known for ${what}`);
});
