import type { PictureRequest } from '#ports/pictures';

/** A base64 PNG, or why there is none. */
export type DrawnPicture =
  | { readonly png: string }
  /** `refused`: the model declines the description or its own picture. `failed`: a retry may succeed. */
  | { readonly failure: 'refused' | 'failed' };

/** The model of a request. */
export interface ImageModel {
  readonly modelId: string;
  /** It can start from a picture. */
  readonly startsFromPictures: boolean;
  /** It draws a transparent background when the prompt asks for one. */
  readonly drawsTransparency: boolean;
}

/** How models of one provider are asked for a picture, and answer. */
export interface PictureFamily {
  /** The body of InvokeModel. */
  body(request: PictureRequest, model: ImageModel): object;
  /** @param answer - The parsed body of the response. */
  read(answer: unknown): DrawnPicture;
}

/**
 * The words for a request. Where the background shall be transparent, a model that cannot do it is asked for a plain one:
 * it would draw the checkerboard by which programs show transparency.
 */
export function promptOf({ description, isTransparent }: PictureRequest, model: ImageModel, maxLength: number): string {
  const background = model.drawsTransparency ? 'on a transparent background' : 'centred on a plain white background';
  const ending = isTransparent ? ` Isolated subject ${background}.` : '';
  return `${cutAtWord(description, maxLength - ending.length)}${ending}`;
}

/** The longest beginning of a text that has at most `maxLength` UTF-16 code units and ends with a whole word. */
export function cutAtWord(text: string, maxLength: number): string {
  const words = text.trim();
  if (words.length <= maxLength) return words;
  const beginning = words.slice(0, maxLength + 1);
  const end = beginning.search(/\s+\S*$/);
  return (end > 0 ? beginning.slice(0, end) : beginning.slice(0, maxLength)).trim().toWellFormed();
}

/** The format whose ratio of width to height is nearest to the wanted one. */
export function nearestFormat<Format extends { readonly width: number; readonly height: number }>(
  formats: readonly [Format, ...Format[]],
  wanted: { readonly width: number; readonly height: number },
): Format {
  const distance = ({ width, height }: Format) => Math.abs(Math.log((width * wanted.height) / (height * wanted.width)));
  return formats.reduce((best, format) => (distance(format) < distance(best) ? format : best));
}
