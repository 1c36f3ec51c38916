import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TYPEFACES } from '#ports/drawing';
import { familiesFor } from './families.ts';

const listed = Object.keys(JSON.parse(readFileSync(new URL('./packages.json', import.meta.url), 'utf8')) as object);
const packagesOf = (text: string) =>
  TYPEFACES.flatMap((typeface) => familiesFor(typeface, text)).map((family) => family.package);

it('every family that is looked up is in the list of packages that are deployed, and no other', () => {
  const fonts = listed.filter((name) => name.startsWith('@fontsource'));
  expect([...new Set(packagesOf(''))].sort()).toEqual(fonts.sort());
});

it.each([
  ['龜', 'sc'],
  ['龜の', 'jp'],
  ['カメ', 'jp'],
  ['거북', 'kr'],
])('looks up Han characters beside %s in noto-sans-%s first', (text, script) => {
  expect(packagesOf(text).find((name) => /-(sc|tc|jp|kr)$/.test(name))).toBe(
    `@fontsource-variable/noto-sans-${script}`,
  );
});
