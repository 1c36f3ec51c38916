import type { Brand } from '#contract/prompt-coach/brand';

/** The least contrast of text and ground that the Web Content Accessibility Guidelines ask for. */
export const MIN_CONTRAST = 4.5;

const WHITE = '#ffffff';
const BLACK = '#000000';
/** Softer than black. */
const INK = '#0d0b14';

/** Contrast of two colors, 1 to 21. @see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
export function contrast(a: string, b: string): number {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
}

export interface OverlayColors {
  /** The first text and what surrounds its letters. */
  readonly headline: string;
  readonly outline: string;
  /** The other texts and the plates behind them. */
  readonly plate: string;
  readonly onPlate: string;
}

/**
 * Picks colors of the brand. Text and what is directly behind it have enough contrast, so that the texts can be read
 * on any picture. White and a near black help out where the brand has no such pair.
 */
export function overlayColors(brand: Pick<Brand, 'colors'> | undefined): OverlayColors {
  const colors = (brand?.colors ?? []).map(({ hex }) => hex.toLowerCase());
  const byLight = [...colors].sort((a, b) => luminance(b) - luminance(a));
  const [lightest = WHITE] = byLight;
  const headline = luminance(lightest) >= 0.4 ? lightest : WHITE;
  const outline = readable(headline, byLight.reverse());
  const plate = colors.find((color) => color !== headline && color !== outline) ?? colors[0] ?? headline;
  const onPlate = readable(plate, [headline, outline]);
  return { headline, outline, plate, onPlate };
}

/** @returns the first color with enough contrast to the ground, or one that works on it: near black, white or black. */
function readable(ground: string, wanted: readonly string[]): string {
  const better = contrast(INK, ground) > contrast(WHITE, ground) ? INK : WHITE;
  // Every color has enough contrast to black or to white.
  return [...wanted, better, BLACK].find((color) => contrast(color, ground) >= MIN_CONTRAST) ?? WHITE;
}

/** Relative luminance of an sRGB color, 0 to 1. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
