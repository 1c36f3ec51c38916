import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '#ports/model';
import { invalidInputs } from '#testing/invalid-inputs';
import type { ToolScope } from '../../tool.ts';
import { createGameTools } from './tools.ts';

const never = () => {
  throw new Error('called for an invalid input');
};
const tools = createGameTools({ games: { get: never, list: never } });
const scope: ToolScope = { sub: 'sub', now: 0, newId: never, signal: new AbortController().signal };

/** Every object of a JSON value at a position where a schema is allowed. */
function schemasIn(value: Json): readonly Record<string, Json>[] {
  if (value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(schemasIn);
  const object = value as Record<string, Json>;
  return [object, ...Object.values(object).flatMap(schemasIn)];
}

describe('the tools of the game coach', () => {
  it('offers five tools of which only save_coaching_note writes', () => {
    expect(tools.map(({ spec, readOnly, timeoutMs, label }) => [spec.name, readOnly, timeoutMs, label])).toEqual([
      ['get_recent_games', true, 10_000, 'Looking at your recent games'],
      ['get_stats_by_mode', true, 10_000, 'Working out your averages'],
      ['get_game_details', true, 10_000, 'Looking at one game'],
      ['get_rank_benchmarks', true, 10_000, 'Looking up rank benchmarks'],
      ['save_coaching_note', false, 10_000, 'Writing down a note'],
    ]);
  });

  it('describes the input of each tool by plain JSON Schema', () => {
    const modes = ['duel', 'doubles', 'standard'];
    const schemas = Object.fromEntries(tools.map(({ spec }) => [spec.name, spec.inputSchema]));
    expect(schemas).toMatchObject({
      get_recent_games: {
        properties: {
          limit: { type: 'integer', minimum: 1, maximum: 50, default: 10 },
          playlist: { type: 'string', minLength: 1, maxLength: 50 },
        },
      },
      get_stats_by_mode: {
        properties: {
          mode: { type: 'string', enum: [...modes, 'all'] },
          days: { type: 'integer', minimum: 1, maximum: 365, default: 30 },
        },
        required: ['mode'],
      },
      get_game_details: { properties: { gameId: { type: 'string' } }, required: ['gameId'] },
      get_rank_benchmarks: {
        properties: { rank: { type: 'string' }, mode: { type: 'string', enum: modes, default: 'standard' } },
        required: ['rank'],
      },
      save_coaching_note: {
        properties: {
          content: { type: 'string', maxLength: 2_000 },
          category: { type: 'string', enum: ['strength', 'weakness', 'goal', 'observation'] },
        },
        required: ['content', 'category'],
      },
    });
    expect(schemas['get_recent_games']).not.toHaveProperty('required');
    for (const { spec } of tools) {
      expect(spec.description.length).toBeGreaterThan(20);
      expect(JSON.parse(JSON.stringify(spec.inputSchema))).toEqual(spec.inputSchema);
      expect(spec.inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      const { properties } = spec.inputSchema as { properties: Record<string, { description: string }> };
      for (const { description } of Object.values(properties)) expect(description.length).toBeGreaterThan(10);
      const names = schemasIn(spec.inputSchema).flatMap((schema) => Object.keys(schema));
      for (const noise of ['$schema', '$defs', '$ref', 'title', 'allOf', 'anyOf', 'id', '~standard']) {
        expect(names).not.toContain(noise);
      }
    }
  });

  it.each(tools.map((tool) => ({ name: tool.spec.name, tool })))(
    '$name answers every invalid input with a readable error and writes nothing',
    async ({ tool }) => {
      await fc.assert(
        fc.asyncProperty(invalidInputs(tool.spec.inputSchema), async (input) => {
          const outcome = await tool.run(input as Json, scope);
          expect(outcome).toEqual({ ok: false, content: { error: expect.any(String) }, summary: expect.any(String) });
          const { error } = outcome.content as { error: string };
          expect(error).toMatch(/^Invalid input\. ./);
          expect(error).not.toMatch(/: Invalid input/);
          expect(error.length).toBeLessThan(1_000);
          expect(outcome.summary.length).toBeLessThanOrEqual(200);
        }),
        { numRuns: 1_000 },
      );
    },
    60_000,
  );
});
