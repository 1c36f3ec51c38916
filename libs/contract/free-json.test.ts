import { expect, it } from 'vitest';
import { FreeJson } from './free-json.ts';

it('keeps JSON of any shape, with a key that means something to the language', () => {
  const value = JSON.parse('{"a":[1,"x",null,{"__proto__":true,"constructor":{}}],"b":-0.5}') as object;
  const parsed = FreeJson.parse(value);
  expect(JSON.stringify(parsed)).toBe(JSON.stringify(value));
});

it('replaces halves of characters, in keys as well, and numbers that JSON does not have', () => {
  const value = { 'a\ud83d': 'b\udc00', n: Number.POSITIVE_INFINITY, list: [Number.NaN], gone: undefined };
  expect(FreeJson.parse(value)).toStrictEqual({ 'a\ufffd': 'b\ufffd', n: null, list: [null] });
});

it('accepts a key of 256 characters and a value of 1,000,000 characters of JSON, and no more', () => {
  const accepts = (value: unknown) => FreeJson.safeParse(value).success;
  const key = (length: number) => ({ list: [{ ['k'.repeat(length)]: 1 }] });
  const text = (length: number) => 'x'.repeat(length - 2); // JSON adds two quotes
  expect([accepts(key(256)), accepts(key(257))]).toEqual([true, false]);
  expect([accepts(text(1_000_000)), accepts(text(1_000_001))]).toEqual([true, false]);
});
