import { expect, it } from 'vitest';
import { pngOf } from '../testing/png.ts';
import { recognizeFile } from './image-bytes.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))));

const recognize = (file: Uint8Array) => recognizeFile(file, file.subarray(-12), file.length);

/** A segment of a jpeg: marker, length, content. */
const segment = (marker: number, content: string) => bytes([0xff, marker, 0, content.length + 2], content);

const jpeg = (...segments: readonly Uint8Array[]) =>
  bytes([0xff, 0xd8], ...segments.map((one) => [...one]), [0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9]);

const PICTURE = jpeg(segment(0xe0, 'JFIF\0aaaaaaa'));
const webp = (size: number) => bytes('RIFF', [size, 0, 0, 0], 'WEBPVP8 ', [1, 2, 3, 4]);

it.each([
  ['a jpeg', PICTURE, 'image/jpeg', true],
  ['a jpeg with anything behind its end', bytes([...PICTURE], 'more'), 'image/jpeg', false],
  ['a jpeg that says how the camera was held', jpeg(segment(0xe1, 'Exif\0\0aaaa')), 'image/jpeg', false],
  ['a jpeg whose notes come second', jpeg(segment(0xe0, 'JFIF\0aa'), segment(0xe1, 'Exif\0\0aa')), 'image/jpeg', false],
  ['a jpeg with notes of another kind', jpeg(segment(0xe1, 'http://ns.adobe')), 'image/jpeg', true],
  ['a png', pngOf(2, 2), 'image/png', true],
  ['a png that was cut off', pngOf(2, 2).subarray(0, -3), 'image/png', false],
  ['a gif', bytes('GIF89a', [1, 0, 1, 0, 0x3b]), 'image/gif', true],
  ['a gif that was cut off', bytes('GIF89a', [1, 0, 1, 0]), 'image/gif', false],
  ['a webp', webp(12), 'image/webp', true],
  ['a webp of another size than it says', webp(16), 'image/webp', false],
  ['a picture of an iPhone', bytes([0, 0, 0, 24], 'ftypheic', [0, 0, 0, 0]), 'heic', false],
  ['a film', bytes([0, 0, 0, 24], 'ftypisom', [0, 0, 0, 0]), 'other', false],
  ['an SVG drawing', bytes('\n <svg xmlns="http://www.w3.org/2000/svg">'), 'svg', false],
  ['an SVG drawing with a declaration', bytes('<?xml version="1.0"?><svg/>'), 'svg', false],
  ['a text', bytes('Hello'), 'other', false],
  ['nothing', bytes(), 'other', false],
] as const)('recognizes %s by its bytes', (_, file, kind, isPlain) => {
  expect(recognize(file)).toEqual({ kind, isPlain });
});
