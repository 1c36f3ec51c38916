import type { Pixels } from './renderer.ts';

/** Bits of each channel, from almost all colors to 64. */
export const COLOR_STEPS = [6, 5, 4, 3, 2] as const;

/** Rounds each channel to so many bits. Fewer different values make a smaller PNG. */
export function fewerColors({ width, height, data }: Pixels, bits: number): Pixels {
  const steps = 2 ** bits - 1;
  const rounded = Uint8Array.from({ length: 256 }, (_, value) =>
    Math.round((Math.round((value * steps) / 255) * 255) / steps),
  );
  return { width, height, data: data.map((value) => rounded[value] ?? value) };
}
