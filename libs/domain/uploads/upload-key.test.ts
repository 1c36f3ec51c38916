import { expect, it } from 'vitest';
import { IMAGE_TYPES } from '#contract/uploads';
import { isOwnKey, typeOfKey, uploadKey } from './upload-key.ts';

const ULID = '01JD0000000000000000000000';
const KEY = `user-uploads/sub-1/${ULID}.jpg`;

it.each(IMAGE_TYPES)('makes a key for %s that is the own key of its person and names its type', (type) => {
  const key = uploadKey('sub-1', ULID, type);
  expect([isOwnKey(key, 'sub-1'), isOwnKey(key, 'sub-2'), typeOfKey(key)]).toEqual([true, false, type]);
});

it('makes a key of the folder, the person, the id and the extension', () => {
  expect(uploadKey('sub-1', ULID, 'image/jpeg')).toBe(KEY);
});

it.each([
  '',
  'user-uploads/sub-1/',
  `user-uploads/sub-1/${ULID}`,
  `user-uploads/sub-1/${ULID}.jpeg`,
  `user-uploads/sub-1/${ULID}.svg`,
  `user-uploads/sub-1/${ULID}.heic`,
  `user-uploads/sub-1/${ULID}.JPG`,
  `user-uploads/sub-1/${ULID}.jpg.png`,
  `user-uploads/sub-1/${ULID}.jpg\n`,
  `user-uploads/sub-1/${ULID.toLowerCase()}.jpg`,
  `user-uploads/sub-1/8${ULID.slice(1)}.jpg`,
  `user-uploads/sub-1/../sub-2/${ULID}.jpg`,
  `user-uploads/sub-1//${ULID}.jpg`,
  `/${KEY}`,
  `x${KEY}`,
  `user-uploads/sub-11/${ULID}.jpg`,
  `generated/sub-1/${ULID}.jpg`,
  `user-uploads/${ULID}.jpg`,
])('refuses the key %j', (key) => {
  expect(isOwnKey(key, 'sub-1')).toBe(false);
});

it('knows no type of another extension', () => {
  expect(typeOfKey(`user-uploads/sub-1/${ULID}.svg`)).toBeUndefined();
});
