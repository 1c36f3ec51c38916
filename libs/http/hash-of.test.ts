import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { hashOf } from './hash-of.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url');

it('hashes the JSON of a body with sorted names, so that a stored hash stays comparable', () => {
  expect(hashOf({ b: [{ d: 1, c: null }, 2], a: 'x' })).toBe(sha256('{"a":"x","b":[{"c":null,"d":1},2]}'));
  expect(hashOf(null)).toBe(sha256('null'));
});

it('hashes a field without a value like no field', () => {
  expect(hashOf({ a: 1, b: undefined })).toBe(hashOf({ a: 1 }));
});
