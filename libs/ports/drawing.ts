/** The kinds of letters that can be drawn. Each is one bundled family, with fallbacks for other scripts. */
export const TYPEFACES = [
  'sans',
  'serif',
  'rounded',
  'condensed',
  'impact',
  'mono',
  'script',
  'pixel',
  'comic',
] as const;
export type Typeface = (typeof TYPEFACES)[number];

/** In pixels, from the upper left corner of the picture. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a line covers, in ems: multiplied by the font size it is in pixels. */
export interface LineSize {
  readonly width: number;
  /** Above the baseline. */
  readonly ascent: number;
  /** Below the baseline. */
  readonly descent: number;
}

/**
 * Measures a part of the texts that it was made for.
 *
 * @param isRightToLeft - The direction of the text that the line belongs to.
 */
export type MeasureLine = (line: string, isRightToLeft: boolean) => LineSize;

/** One line of one text. */
export interface PlacedLine {
  /** Which of the texts it belongs to, counted from 0. */
  readonly textIndex: number;
  /** In the order of reading, also when the text runs from right to left. */
  readonly line: string;
  readonly isRightToLeft: boolean;
  readonly typeface: Typeface;
  readonly sizePx: number;
  /** Where everything of the line is: letters, outline and depth. */
  readonly box: Box;
  /** The left edge of the letters and their baseline. */
  readonly left: number;
  readonly baseline: number;
  /** `#rrggbb`, as all colors here. */
  readonly color: string;
  readonly outline?: {
    readonly color: string;
    /** On each side of a letter. */
    readonly widthPx: number;
    /** How far the outline reaches down, so that the letters seem to stand out. */
    readonly depthPx: number;
  };
}

/** A filled shape behind one text. */
export interface Plate {
  readonly textIndex: number;
  readonly box: Box;
  readonly radiusPx: number;
  readonly color: string;
}

/** What is laid over a picture, back to front: shade, plates, lines, logo. */
export interface Overlay {
  readonly width: number;
  readonly height: number;
  /** Darkens the picture from `top` to its lower edge. */
  readonly shade?: { readonly top: number; readonly color: string; readonly opacity: number };
  readonly plates: readonly Plate[];
  readonly lines: readonly PlacedLine[];
  /** PNG, JPEG, WebP or GIF. It is shown whole in its box. */
  readonly logo?: { readonly box: Box; readonly picture: Uint8Array };
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** `cover` fills the format and cuts off what is outside; `contain` shows the whole picture on a transparent ground. */
export type Fit = 'cover' | 'contain';

export interface FinishRequest {
  /** PNG, JPEG or WebP, in any size. */
  readonly picture: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly fit: Fit;
  readonly overlay?: Overlay;
  /** Colors are reduced until the PNG is as small as this. */
  readonly maxBytes?: number;
}

export interface PackRequest {
  readonly picture: Uint8Array;
  /** The beginning of each file's name. */
  readonly name: string;
  /** Edges of the squares, in pixels. */
  readonly sizes: readonly number[];
  /** The most bytes of one file. */
  readonly maxBytes: number;
}

export interface PackFile {
  /** For example `emote-28.png`. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Finishes pictures of an image model: exact size, exact texts. Nothing is loaded before the first call. */
export interface Drawing {
  /**
   * Loads the fonts that the texts need.
   *
   * @returns a function for the lines of these texts.
   */
  measure(texts: readonly string[], typeface: Typeface): Promise<MeasureLine>;

  /** @returns the characters of the texts that no bundled font has. Ask before a picture is paid for. */
  undrawable(texts: readonly string[]): Promise<readonly string[]>;

  /**
   * @returns the overlay as SVG, in which every letter is an outline. Each line is a group with its text in `data-line`
   * and its box in `data-box`.
   * @throws {UndrawableText} when a line contains a character that no bundled font has.
   */
  vectors(overlay: Overlay): Promise<string>;

  /**
   * @returns a PNG of exactly this size, with the overlay's vectors on it.
   * @throws {UndrawableText} as {@link vectors}.
   * @throws {UnreadablePicture} when the bytes are no complete picture.
   * @throws {PictureTooLarge} when the PNG exceeds `maxBytes` with the fewest colors, too.
   */
  finish(request: FinishRequest): Promise<Uint8Array>;

  /** @returns a square PNG for each size, transparent where the picture is. Throws as {@link finish}. */
  pack(request: PackRequest): Promise<readonly PackFile[]>;

  /** @returns a zip whose bytes depend on the files only, so that a retry makes the same one. */
  zip(files: readonly PackFile[]): Promise<Uint8Array>;

  /** @throws {UnreadablePicture} */
  hasTransparency(picture: Uint8Array): Promise<boolean>;

  /**
   * Whether the picture probably has a word of at least four letters in it. It may miss handwriting and small letters.
   *
   * @throws {UnreadablePicture}
   */
  hasLetters(picture: Uint8Array): Promise<boolean>;

  /** Reads the header only. @returns `undefined` when the bytes are no PNG, JPEG, WebP or GIF. */
  sizeOf(picture: Uint8Array): PictureSize | undefined;
}

/** A text contains characters that no bundled font has. */
export class UndrawableText extends Error {
  override readonly name = 'undrawable_text';
}

/** The bytes are no complete picture of a known format. */
export class UnreadablePicture extends Error {
  override readonly name = 'unreadable_picture';
}

/** A PNG exceeds its limit with the fewest colors, too. */
export class PictureTooLarge extends Error {
  override readonly name = 'picture_too_large';
}
