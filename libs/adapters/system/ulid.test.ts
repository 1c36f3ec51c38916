import { decodeTime, isValid } from 'ulid';
import { expect, it } from 'vitest';
import { isId } from '#contract/ids';
import { systemIds } from './clock.ts';
import { newUlid } from './ulid.ts';

const NOW = Date.parse('2026-11-21T10:00:00.123Z');

it.each([0, 1, NOW, 2 ** 48 - 1])('makes an id that has its time, %i', (now) => {
  const id = newUlid(now);
  expect([id.length, isValid(id), isId(id), decodeTime(id)]).toEqual([26, true, true, now]);
});

it('makes ids that sort by their time and never repeat', () => {
  const times = Array.from({ length: 2_000 }, (_, place) => NOW + Math.floor(place / 2));
  const ids = times.map(newUlid);
  expect(new Set(ids).size).toBe(ids.length);
  const even = ids.filter((_, place) => place % 2 === 0);
  expect([...even].sort()).toEqual(even);
});

it('uses every digit in every random place', () => {
  const ids = Array.from({ length: 2_000 }, () => newUlid(NOW));
  for (let place = 10; place < 26; place += 1) {
    expect(new Set(ids.map((id) => id[place])).size, `place ${place}`).toBe(32);
  }
});

it('is the id of new items at the current time', () => {
  expect(Math.abs(decodeTime(systemIds.ulid()) - Date.now())).toBeLessThan(60_000);
});
