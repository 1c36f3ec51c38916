/** What was read of an image file. The two parts overlap when the file is small. */
export interface ImageParts {
  /** The first bytes: the whole file, or at least 64 kB. */
  readonly first: Uint8Array;
  /** The last 64 bytes, or the whole file. */
  readonly last: Uint8Array;
  /** Of the whole file. */
  readonly sizeBytes: number;
}

/** The declared size of an image, in pixels. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
}

/** Reads a file of one type. `undefined` when it is cut, malformed, or has something behind its end. */
export type ReadImage = (parts: ImageParts) => Pixels | undefined;

export const hasAt = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, place) => bytes[at + place] === byte);

export const endsWith = (bytes: Uint8Array, wanted: readonly number[]): boolean =>
  bytes.length >= wanted.length && hasAt(bytes, bytes.length - wanted.length, wanted);

export const asciiOf = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));

/** Missing bytes count as 0, so callers check where the bytes end. */
export const bigEndian = (bytes: Uint8Array, at: number, count: number): number =>
  numberOf(Array.from({ length: count }, (_, place) => bytes[at + place] ?? 0));

export const littleEndian = (bytes: Uint8Array, at: number, count: number): number =>
  numberOf(Array.from({ length: count }, (_, place) => bytes[at + count - 1 - place] ?? 0));

const numberOf = (digits: readonly number[]): number => digits.reduce((sum, digit) => sum * 256 + digit, 0);
