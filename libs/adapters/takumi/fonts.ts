import * as harfbuzz from 'harfbuzzjs';
import decompress from 'woff2-encoder/decompress';
import type { Family } from './families.ts';
import { readPackageFile, readPackageJson } from './package-file.ts';

/** HarfBuzz rounds measures to whole units. Variable fonts have fractions of them. */
const PRECISION = 16;

/** One file of a family. */
export interface LoadedFont {
  readonly font: harfbuzz.Font;
  /** The units of all its measures. */
  readonly unitsPerEm: number;
  readonly has: (codePoint: number) => boolean;
}

/** A file's name and the code points that it may have. */
interface FontFile {
  readonly path: string;
  readonly ranges: readonly (readonly [first: number, last: number])[];
}

/** Loads font files with the first character that needs them, and keeps them. */
export interface Fonts {
  /** @returns the fonts of the family that may have the code point. */
  of(family: Family, codePoint: number): Promise<readonly LoadedFont[]>;
}

export function createFonts(): Fonts {
  const filesOf = new Map<string, Promise<readonly FontFile[]>>();
  const loaded = new Map<string, Promise<LoadedFont>>();
  return {
    async of(family, codePoint) {
      const files = await memoize(filesOf, family.package, () => listFiles(family));
      const candidates = files.filter(({ ranges }) =>
        ranges.some(([first, last]) => first <= codePoint && codePoint <= last),
      );
      return Promise.all(
        candidates.map(({ path }) => memoize(loaded, `${family.package}/${path}`, () => load(family, path))),
      );
    },
  };
}

/** A failure is not kept, so that the next call tries again. */
function memoize<T>(values: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make().catch((error: unknown) => {
    values.delete(key);
    throw error;
  });
  values.set(key, made);
  return made;
}

/** `unicode.json` maps the name of each file to the code points of its font. Numbered files have a name like `[7]`. */
async function listFiles({ package: name, weight }: Family): Promise<readonly FontFile[]> {
  const id = name.slice(name.indexOf('/') + 1);
  const rangesOf = await readPackageJson<Record<string, string>>(name, 'unicode.json');
  return Object.entries(rangesOf).map(([part, ranges]) => ({
    path: `files/${id}-${part.replaceAll(/[[\]]/g, '')}-${weight ? 'wght' : '400'}-normal.woff2`,
    ranges: ranges.split(',').map(rangeOf),
  }));
}

/** @param text - Such as `U+1f1e9-1f1f5` or `U+a1`. */
function rangeOf(text: string): readonly [number, number] {
  const [first = '', last = first] = text.trim().slice(2).split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

async function load({ package: name, weight }: Family, path: string): Promise<LoadedFont> {
  const file = new harfbuzz.Face(new harfbuzz.Blob(await decompress(await readPackageFile(name, path))));
  const font = new harfbuzz.Font(file);
  if (weight) font.setVariations([new harfbuzz.Variation('wght', weight)]);
  const unitsPerEm = file.upem * PRECISION;
  font.setScale(unitsPerEm, unitsPerEm);
  const codePoints = new Set(file.collectUnicodes());
  return { font, unitsPerEm, has: (codePoint) => codePoints.has(codePoint) };
}
