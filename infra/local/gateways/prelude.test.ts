import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BadPrelude, createPreludeReader, headerLines, parsePrelude } from './prelude.ts';

const HEAD = { statusCode: 201, headers: { a: 'b' } };
const BYTES = Buffer.concat([Buffer.from(JSON.stringify(HEAD)), Buffer.alloc(8), Buffer.from('body\0\0')]);

describe('the prelude reader', () => {
  it('separates head and body for any split into chunks', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: 0, max: BYTES.length }), { maxLength: 6 });
    fc.assert(
      fc.property(cuts, (at) => {
        const reader = createPreludeReader();
        const edges = [0, ...at.toSorted((a, b) => a - b), BYTES.length];
        let head: unknown;
        const body: Uint8Array[] = [];
        for (const [index, edge] of edges.slice(1).entries()) {
          const chunk = BYTES.subarray(edges[index], edge);
          const found = head ? undefined : reader.push(chunk);
          if (head) body.push(chunk);
          if (found) {
            head = found.prelude;
            body.push(found.body);
          }
        }
        expect(head).toMatchObject(HEAD);
        expect(Buffer.concat(body).toString()).toBe('body\0\0');
      }),
      { numRuns: 300 },
    );
  });

  it.each(['nonsense', '[]', '{"statusCode":"yes"}', '{"statusCode":99}', '{"headers":{"a":{}}}'])(
    'rejects the prelude %s',
    (json) => expect(() => parsePrelude(Buffer.from(json))).toThrow(BadPrelude),
  );

  it('rejects a head without a delimiter', () => {
    expect(() => createPreludeReader().push(Buffer.alloc(70_000, 'x'))).toThrow(BadPrelude);
  });
});

it('writes one line per header value and cookie', () => {
  const prelude = parsePrelude(
    Buffer.from(
      JSON.stringify({
        headers: { 'x-a': 1, 'x-b': 'over' },
        multiValueHeaders: { 'X-B': ['1', '2'] },
        cookies: ['c=1'],
      }),
    ),
  );
  expect(headerLines(prelude)).toEqual([
    ['x-a', '1'],
    ['X-B', '1'],
    ['X-B', '2'],
    ['set-cookie', 'c=1'],
  ]);
});
