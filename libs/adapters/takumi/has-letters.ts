import { type Blob, blobsOf, contrastMask, greyOf, sumsOf } from './blobs.ts';
import type { Pixels } from './renderer.ts';

/** Pixels of the longer side of the picture that is checked. Letters of 3% of it are still large enough. */
export const CHECKED_PX = 640;
/** Half the squares that a pixel is compared with: for thin, usual and thick strokes. */
const RADII = [12, 24, 60] as const;
/** So many letters in a row are a word. Fewer are found by chance in ornaments and faces. */
const LETTERS = 4;

/**
 * Whether a picture probably has a word in it: at least {@link LETTERS} shapes side by side on one line, alike in
 * height, stroke and light, and different in form. Sees no handwriting whose letters are joined, and no letters that
 * touch lines of their own color.
 */
export function hasLetters(pixels: Pixels): boolean {
  const picture = { grey: greyOf(pixels), width: pixels.width, height: pixels.height };
  const sums = sumsOf(picture);
  return RADII.some((radius) =>
    ([1, -1] as const).some((sign) => {
      const blobs = blobsOf(contrastMask(picture, sums, radius, sign), picture);
      return rowsIn(blobs.filter((blob) => isLetterLike(blob, picture))).some(isWord);
    }),
  );
}

const widthOf = ({ left, right }: Blob): number => right - left;
const heightOf = ({ top, bottom }: Blob): number => bottom - top;

/** Of the size and the thickness of a letter, and not cut off by the picture's edge. */
function isLetterLike(blob: Blob, picture: { readonly width: number; readonly height: number }): boolean {
  const [width, height] = [widthOf(blob), heightOf(blob)];
  if (height < 8 || height > picture.height * 0.3 || width > picture.width * 0.3) return false;
  if (blob.left === 0 || blob.top === 0 || blob.right === picture.width || blob.bottom === picture.height) return false;
  const fill = blob.area / (width * height);
  return width > height * 0.08 && width < height * 1.7 && fill > 0.18 && fill < 0.97 && blob.stroke < height * 0.4;
}

/** Follows each letter to its neighbour on the right, as far as there is one. */
function rowsIn(blobs: readonly Blob[]): Blob[][] {
  const left = new Set([...blobs].sort((one, other) => one.left - other.left));
  const rows: Blob[][] = [];
  for (const first of left) {
    const row = [first];
    for (let next = neighbourOf(first, left); next; next = neighbourOf(next, left)) row.push(next);
    if (row.length < LETTERS) continue;
    for (const letter of row) left.delete(letter);
    rows.push(row);
  }
  return rows;
}

function neighbourOf(letter: Blob, sorted: Iterable<Blob>): Blob | undefined {
  for (const other of sorted) if (other.left > letter.left && isNeighbour(letter, other)) return other;
  return undefined;
}

function isNeighbour(letter: Blob, other: Blob): boolean {
  const tall = Math.max(heightOf(letter), heightOf(other));
  const gap = other.left - letter.right;
  if (gap > tall * 0.45 || gap < tall * -0.12) return false;
  const isInLine =
    Math.abs(other.bottom - letter.bottom) <= tall * 0.12 || Math.abs(other.top - letter.top) <= tall * 0.12;
  const isAlike = (one: number, two: number, least: number) => Math.min(one, two) >= Math.max(one, two) * least;
  return (
    isInLine &&
    isAlike(heightOf(letter), heightOf(other), 0.6) &&
    isAlike(letter.stroke, other.stroke, 0.68) &&
    Math.abs(other.light - letter.light) <= 24
  );
}

/** On one baseline, of one color, not only strokes, and neither a pattern nor something seen from the front. */
function isWord(row: readonly Blob[]): boolean {
  const tall = Math.max(...row.map(heightOf));
  const baseline = median(row.map(({ bottom }) => bottom));
  const onBaseline = row.filter(({ bottom }) => Math.abs(bottom - baseline) <= Math.max(1, tall * 0.05));
  const lights = row.map(({ light }) => light);
  if (onBaseline.length < row.length * 0.7 || !isOfTwoHeights(onBaseline, tall)) return false;
  if (Math.max(...lights) - Math.min(...lights) > 28) return false;
  if (median(row.map((letter) => widthOf(letter) / heightOf(letter))) < 0.36) return false;
  const forms = row.map(formOf);
  return formsIn(forms) >= 3 && !isMirrored(forms);
}

/** Capitals and small letters have a height each; few letters, such as a `t`, have one between. */
function isOfTwoHeights(letters: readonly Blob[], tall: number): boolean {
  const close = Math.max(1, tall * 0.05);
  let rest = letters.map(heightOf);
  for (let level = 0; level < 2; level += 1) {
    const near = (height: number) => rest.filter((other) => Math.abs(other - height) <= close).length;
    const common = rest.reduce((best, height) => (near(height) > near(best) ? height : best), rest[0] ?? 0);
    rest = rest.filter((height) => Math.abs(height - common) > close);
  }
  return rest.length < letters.length * 0.25;
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

const COLUMNS = 5;
const ROWS = 7;

/** How much of each cell of a grid over its box the letter covers, 0 to 1. */
function formOf(letter: Blob): readonly number[] {
  const [width, height, mask] = [widthOf(letter), heightOf(letter), letter.mask()];
  const cells = new Array<number>(COLUMNS * ROWS).fill(0);
  const share = (COLUMNS * ROWS) / (width * height);
  for (let at = 0; at < mask.length; at += 1) {
    const column = Math.floor(((at % width) * COLUMNS) / width);
    const cell = Math.floor((Math.floor(at / width) * ROWS) / height) * COLUMNS + column;
    cells[cell] = (cells[cell] ?? 0) + (mask[at] ?? 0) * share;
  }
  return cells;
}

const mirrored = (form: readonly number[]): readonly number[] =>
  form.map((_, cell) => form[cell - (cell % COLUMNS) + COLUMNS - 1 - (cell % COLUMNS)] ?? 0);

/** 0 for the same form. */
const difference = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, cell) => sum + Math.abs(value - (other[cell] ?? 0)), 0) / one.length;

/** How many different forms there are. Windows and stripes have one or two. */
function formsIn(all: readonly (readonly number[])[]): number {
  const kinds: (readonly number[])[] = [];
  for (const form of all) if (kinds.every((kind) => difference(kind, form) > 0.16)) kinds.push(form);
  return kinds.length;
}

/** Whether the right half is the left one in a mirror, as in a face or a building. */
const isMirrored = (forms: readonly (readonly number[])[]): boolean =>
  forms.reduce((sum, form, at) => sum + difference(form, mirrored(forms[forms.length - 1 - at] ?? [])), 0) /
    forms.length <
  0.14;
