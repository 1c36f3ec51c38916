import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import { callOf, NOW, user } from './call-fixtures.ts';
import { fillInput } from './fill.ts';
import { messageOf } from './source.ts';
import { readTurn } from './turn.ts';

// The whole zod sets its English messages for zod/mini too, in every later file of this process.
afterAll(() => z.config({ localeError: undefined }));

/** Property names with a meaning for the filler, and arbitrary ones. */
const name = fc.oneof(
  fc.constantFrom(
    ...[
      'name',
      'title',
      'date',
      'query',
      'content',
      'sets',
      'reps',
      'load',
      'loadUnit',
      'timeSeconds',
      'days',
      'limit',
    ],
    ...['isConfirmed', 'confidence', 'tags', 'displayTexts', 'exercises', 'workoutId', 'notes', 'rpe'],
  ),
  fc.stringMatching(/^[a-z][A-Za-z_]{0,8}$/),
);

const bounds = fc.record({ low: fc.integer({ min: -50, max: 50 }), room: fc.integer({ min: 1, max: 1_000 }) });
const described = (schema: fc.Arbitrary<object>): fc.Arbitrary<object> =>
  fc
    .tuple(schema, fc.constantFrom({}, { description: 'A date.' }, { description: '50 to 150 words' }))
    .map(([one, more]) => ({ ...one, ...more }));

const text = fc.oneof(
  fc.constant({ type: 'string' }),
  fc.record({ min: fc.integer({ min: 0, max: 3 }), room: fc.integer({ min: 0, max: 40 }) }).map(({ min, room }) => ({
    type: 'string',
    minLength: min,
    maxLength: Math.max(1, min + room),
  })),
  fc
    .constantFrom(
      '^[A-Za-z0-9_-]{1,64}$',
      '^[0-9a-f]{8}-[0-9a-f]{4}$',
      '^\\d{4}-\\d\\d-\\d\\d$',
      '^#[0-9A-F]{6}$',
      '^[A-Z]{2,3}\\d*$',
    )
    .map((pattern) => ({ type: 'string', pattern })),
);
const number = fc.oneof(
  fc.constantFrom({ type: 'number' }, { type: 'integer' }),
  bounds.map(({ low, room }) => ({ type: 'integer', minimum: low, maximum: low + room })),
  bounds.map(({ low, room }) => ({ type: 'number', minimum: low, exclusiveMaximum: low + room })),
  bounds.map(({ low, room }) => ({ type: 'number', exclusiveMinimum: low, maximum: low + room })),
  bounds.map(({ low, room }) => ({ type: 'integer', exclusiveMinimum: low, exclusiveMaximum: low + room + 1 })),
);
const choice = fc
  .uniqueArray(fc.constantFrom('kg', 'lb', 'duel', 'log', 'question', 'not_ready', 'ready', 'general', 'high', 'low'), {
    minLength: 1,
    maxLength: 5,
  })
  .map((options) => ({ type: 'string', enum: options }));

/** Every kind of schema that the product's tools use, and `minItems`. */
const { schema } = fc.letrec<{ schema: object; object: object }>((tie) => ({
  schema: described(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      text,
      number,
      choice,
      fc.constant({ type: 'boolean' }),
      tie('object'),
      listOf(tie('schema')),
      recordOf(choice),
    ),
  ),
  object: objectOf(tie('schema')),
}));

function listOf(items: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc
    .record({ items, minItems: fc.integer({ min: 0, max: 2 }), room: fc.integer({ min: 0, max: 4 }) })
    .map(({ items, minItems, room }) => ({
      type: 'array',
      items,
      ...(minItems > 0 && { minItems }),
      maxItems: minItems + room,
    }));
}

function recordOf(keys: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return keys.map((propertyNames) => ({ type: 'object', propertyNames, additionalProperties: { type: 'number' } }));
}

function objectOf(parts: fc.Arbitrary<object>): fc.Arbitrary<object> {
  const property = fc.record({ part: parts, isRequired: fc.boolean(), hasDefault: fc.boolean() });
  return fc.dictionary(name, property, { maxKeys: 5 }).map((properties) => ({
    type: 'object',
    properties: Object.fromEntries(Object.entries(properties).map(([key, { part }]) => [key, part])),
    required: Object.entries(properties).flatMap(([key, { isRequired }]) => (isRequired ? [key] : [])),
    additionalProperties: false,
  }));
}

const words = fc.array(
  fc.constantFrom(
    ...[
      '5x5 squats at 100 kg',
      'yesterday',
      'then a 2 km row in 8:05',
      'not',
      'log',
      'RPE 9',
      '4 out of 5',
      '"GG"',
      'my last 3 games',
      ', ',
    ],
    ...[
      'tomorrow',
      'remember that I like duels',
      '?',
      '.',
      'heute 3 Sätze à 8 mit 24 Kilo',
      '\ud83d',
      '99999999999999999999',
      '0',
      '-5',
      'a-1',
    ],
  ),
  { maxLength: 8 },
);
const message = fc.oneof(
  words.map((said) => said.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

it('fills the input of any tool validly for any message', () => {
  fc.assert(
    fc.property(objectOf(schema), message, fc.boolean(), (inputSchema, said, isReport) => {
      const tool = { name: 'any_tool', description: 'Does anything.', inputSchema };
      const system = isReport ? `Be short.\n${NOW}` : '';
      const messages = [
        user(isReport ? `<conversation>[{"role":"user","content":${JSON.stringify(said)}}]</conversation>` : said),
      ];
      const input = fillInput(tool, messageOf(readTurn(callOf(messages, { system, tools: [tool] }))));
      const result = z.fromJSONSchema(inputSchema as z.core.JSONSchema.JSONSchema).safeParse(input);
      expect(result.error?.issues ?? []).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
