/** Relative luminance of `#RRGGBB`, from 0 to 1. @see https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminanceOf(hex: string): number {
  const linear = (at: number) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}

/** From 1 to 21. @param hex - Two colors as `#RRGGBB`. */
export function contrastBetween(...hex: readonly [string, string]): number {
  const [darker = 0, lighter = 0] = hex.map(luminanceOf).toSorted((one, other) => one - other);
  return (lighter + 0.05) / (darker + 0.05);
}

/** How text is read at that contrast, by the levels of WCAG for text and for large text. */
export function legibilityOf(contrast: number): 'readable' | 'largeOnly' | 'hard' {
  if (contrast >= 4.5) return 'readable';
  return contrast >= 3 ? 'largeOnly' : 'hard';
}
