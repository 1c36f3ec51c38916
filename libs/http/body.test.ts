import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '#ports/http';
import { MAX_IMPORT_BYTES, readJson } from './body.ts';

const KB = 1_024;

const request = (
  body: string | Uint8Array,
  headers: Record<string, string> = { 'content-type': 'application/json' },
): HttpRequest => ({
  frontDoor: 'rest',
  method: 'POST',
  path: '/',
  query: {},
  headers,
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
  deadline: new AbortController().signal,
});

const codeOf = (read: () => unknown) => {
  try {
    return { value: read() };
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('readJson', () => {
  it('returns the JSON value that was sent', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(readJson(request(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
    'application/json; charset="utf-8"',
  ])('accepts the content type %s', (type) => {
    expect(readJson(request('{}', { 'content-type': type }))).toEqual({});
  });

  it.each([
    ['no content type', {}],
    ['a text content type', { 'content-type': 'text/plain' }],
    ['a form content type', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['two content types', { 'content-type': 'application/json, text/html' }],
    ['a compressed encoding', { 'content-type': 'application/json', 'content-encoding': 'gzip' }],
  ])('refuses a body with %s', (_, headers) => {
    expect(codeOf(() => readJson(request('{}', headers)))).toBe('unsupported_media_type');
  });

  it('accepts 64 kB and refuses one byte more', () => {
    const fits = `"${'a'.repeat(64 * KB - 2)}"`;
    expect(codeOf(() => readJson(request(fits)))).toEqual({ value: 'a'.repeat(64 * KB - 2) });
    expect(codeOf(() => readJson(request(`${fits} `)))).toBe('body_too_large');
  });

  it('accepts 256 kB where a route allows the size of an import, and refuses one byte more', () => {
    const fits = `"${'a'.repeat(256 * KB - 2)}"`;
    expect(codeOf(() => readJson(request(fits), MAX_IMPORT_BYTES))).toHaveProperty('value');
    expect(codeOf(() => readJson(request(`${fits} `), MAX_IMPORT_BYTES))).toBe('body_too_large');
    expect(codeOf(() => readJson(request(fits)))).toBe('body_too_large');
  });

  it('accepts 1 MB from a trusted backend and refuses one byte more', () => {
    const fits = `"${'a'.repeat(KB * KB - 2)}"`;
    const from = (body: string) => ({ ...request(body), isService: true });
    expect(codeOf(() => readJson(from(fits)))).toHaveProperty('value');
    expect(codeOf(() => readJson(from(`${fits} `)))).toBe('body_too_large');
  });

  it('accepts 32 levels of nesting, refuses more, and ignores brackets in strings', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(codeOf(() => readJson(request(nested(32))))).toHaveProperty('value');
    expect(codeOf(() => readJson(request(nested(33))))).toBe('bad_json');
    expect(codeOf(() => readJson(request('{"a":'.repeat(33))))).toBe('bad_json');
    expect(codeOf(() => readJson(request('['.repeat(60_000))))).toBe('bad_json');
    expect(readJson(request(JSON.stringify('[[\\"'.repeat(100))))).toBe('[[\\"'.repeat(100));
  });

  it.each([
    ['objects', '{"a":'.repeat(33) + 1 + '}'.repeat(33)],
    ['lists with values before the next', '[1,'.repeat(33) + 1 + ']'.repeat(33)],
    ['lists after a text of one character', `["a",${'['.repeat(32)}${']'.repeat(32)}]`],
    ['lists after a text of two characters', `["ab",${'['.repeat(32)}${']'.repeat(32)}]`],
    ['lists after a text that ends with a backslash', `["\\\\",${'['.repeat(32)}${']'.repeat(32)}]`],
  ])('refuses 33 levels of %s in JSON that is otherwise valid', (_, text) => {
    expect(JSON.parse(text)).toBeTruthy();
    expect(codeOf(() => readJson(request(text)))).toBe('bad_json');
  });

  it.each([
    ['lists beside each other', Array(40).fill([])],
    ['objects beside each other', Array(40).fill({})],
    ['brackets after a quote inside a text', `"${'['.repeat(40)}`],
  ])('does not count %s as levels', (_, value) => {
    expect(readJson(request(JSON.stringify(value)))).toEqual(value);
  });

  it.each(['', '{', '{"a":1,}', 'nul', '\u{feff}{}', '{} {}'])('refuses the malformed JSON %j', (text) => {
    expect(codeOf(() => readJson(request(text)))).toBe('bad_json');
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(codeOf(() => readJson(request(new Uint8Array([0x22, 0xff, 0x22]))))).toBe('bad_json');
  });

  it('refuses a body in which a front door has replaced bytes that are not UTF-8, and accepts U+FFFD that was sent', () => {
    const json = { 'content-type': 'application/json' };
    const replaced = '"\ufffd"';
    expect(codeOf(() => readJson(request(replaced, { ...json, 'content-length': '3' })))).toBe('bad_json');
    for (const headers of [json, { ...json, 'content-length': '5' }]) {
      expect(readJson(request(replaced, headers))).toBe('\ufffd');
    }
    // A front door may pass another length than the client has declared, when it has decoded the body.
    expect(readJson(request('{}', { ...json, 'content-length': '3' }))).toEqual({});
  });
});
