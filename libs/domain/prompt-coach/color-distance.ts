/** A colour in OKLab: lightness 0 to 1, and two axes of about -0.4 to 0.4. */
type Lab = readonly [lightness: number, greenRed: number, blueYellow: number];

/** `#rgb`, `#rgba`, `#rrggbb` or `#rrggbbaa` as three channels of 0 to 1. The opacity is left out. */
function channelsOf(hex: string): readonly number[] {
  const digits = hex.slice(1);
  const size = digits.length < 6 ? 1 : 2;
  return [0, 1, 2].map((n) => {
    const channel = digits.slice(n * size, (n + 1) * size);
    return Number.parseInt(size === 1 ? channel + channel : channel, 16) / 255;
  });
}

const linear = (channel: number): number =>
  channel <= 0.040_45 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

/** @see https://bottosson.github.io/posts/oklab/ */
function labOf(hex: string): Lab {
  const [r = 0, g = 0, b = 0] = channelsOf(hex).map(linear);
  const l = Math.cbrt(0.412_221_470_8 * r + 0.536_332_536_3 * g + 0.051_445_992_9 * b);
  const m = Math.cbrt(0.211_903_498_2 * r + 0.680_699_545_1 * g + 0.107_396_956_6 * b);
  const s = Math.cbrt(0.088_302_461_9 * r + 0.281_718_837_6 * g + 0.629_978_700_5 * b);
  return [
    0.210_454_255_3 * l + 0.793_617_785 * m - 0.004_072_046_8 * s,
    1.977_998_495_1 * l - 2.428_592_205 * m + 0.450_593_709_9 * s,
    0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766 * s,
  ];
}

/** How different two colours look. Black and white are 1 apart. @param left - A CSS hex colour, as `right`. */
export function colorDistance(left: string, right: string): number {
  const [l1, a1, b1] = labOf(left);
  const [l2, a2, b2] = labOf(right);
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}
