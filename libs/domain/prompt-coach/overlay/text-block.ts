import type { Box, LineSize, MeasureLine, PlacedLine, Plate, Typeface } from '#ports/drawing';
import type { OverlayColors } from './colors.ts';
import { wrap } from './wrap.ts';

/** One text that is to be set. */
export interface BlockText {
  /** Counted from 0. */
  readonly textIndex: number;
  readonly text: string;
  readonly isRightToLeft: boolean;
  readonly isHeadline: boolean;
  readonly typeface: Typeface;
  readonly measure: MeasureLine;
}

/** A text in lines of one size. Sizes are in pixels. */
export interface Block {
  readonly source: BlockText;
  readonly sizePx: number;
  readonly lines: readonly { readonly line: string; readonly size: LineSize }[];
  /** From one baseline to the next. */
  readonly pitch: number;
  readonly width: number;
  readonly height: number;
}

/** Shares of the font size. A headline has an outline, other texts have a plate. */
const HEADLINE = { outline: 0.06, depth: 0.05, leading: 0.18, padX: 0.06, padTop: 0.06, padBottom: 0.11 } as const;
const PLATE = { leading: 0.2, padX: 0.5, padTop: 0.32, padBottom: 0.32, radius: 0.36 } as const;
/** Lines on plates have at least the height of ordinary letters, so that plates look alike. */
const LETTER = { ascent: 0.74, descent: 0.16 } as const;

const styleOf = ({ isHeadline }: BlockText) => (isHeadline ? HEADLINE : PLATE);

/** @returns `undefined` when a word is wider than the width and may not be broken. */
export function setBlock(source: BlockText, sizePx: number, maxWidth: number, breaksWords: boolean): Block | undefined {
  const { text, isRightToLeft, measure } = source;
  const widthOf = (line: string) => (measure(line, isRightToLeft).width + 2 * styleOf(source).padX) * sizePx;
  const within = (width: number) => wrap(text, { fits: (line) => widthOf(line) <= width, breaksWords });
  const lines = within(maxWidth);
  return lines && blockOf(source, sizePx, balanced(lines, maxWidth, within));
}

/** The narrowest lines of the same number, so that the last one is not a single word. */
function balanced(
  lines: readonly string[],
  maxWidth: number,
  within: (width: number) => readonly string[] | undefined,
): readonly string[] {
  if (lines.length === 1) return lines;
  let best = lines;
  let [narrow, wide] = [maxWidth / lines.length / 2, maxWidth];
  for (let step = 0; step < 8; step += 1) {
    const width = (narrow + wide) / 2;
    const tried = within(width);
    if (tried?.length === lines.length) [best, wide] = [tried, width];
    else narrow = width;
  }
  return best;
}

function blockOf(source: BlockText, sizePx: number, texts: readonly string[]): Block {
  const style = styleOf(source);
  const lines = texts.map((line) => ({ line, size: source.measure(line, source.isRightToLeft) }));
  const { ascent, descent } = extentOf(source, lines);
  const pitch = (ascent + descent + style.leading) * sizePx;
  const width = Math.max(...lines.map(({ size }) => size.width)) + 2 * style.padX;
  return {
    source,
    sizePx,
    lines,
    pitch,
    width: width * sizePx,
    height: (lines.length - 1) * pitch + (ascent + descent + style.padTop + style.padBottom) * sizePx,
  };
}

function extentOf({ isHeadline }: BlockText, lines: Block['lines']): { ascent: number; descent: number } {
  const least = isHeadline ? { ascent: 0, descent: 0 } : LETTER;
  return {
    ascent: Math.max(least.ascent, ...lines.map(({ size }) => size.ascent)),
    descent: Math.max(least.descent, ...lines.map(({ size }) => size.descent)),
  };
}

export type Alignment = 'start' | 'center';

/** Puts a block at its place: the left upper corner of its box. */
export function placeBlock(
  block: Block,
  { x, y }: Pick<Box, 'x' | 'y'>,
  align: Alignment,
  colors: OverlayColors,
): { readonly lines: readonly PlacedLine[]; readonly plate?: Plate } {
  const { source, sizePx } = block;
  const style = styleOf(source);
  const { ascent } = extentOf(source, block.lines);
  const lines = block.lines.map(({ line, size }, index) => {
    const room = block.width - 2 * style.padX * sizePx - size.width * sizePx;
    const share = align === 'center' ? 0.5 : source.isRightToLeft ? 1 : 0;
    const left = x + style.padX * sizePx + share * room;
    const baseline = y + (style.padTop + ascent) * sizePx + index * block.pitch;
    return placedLine(block, { line, size, left, baseline }, colors);
  });
  if (source.isHeadline) return { lines };
  const box = { x, y, width: block.width, height: block.height };
  return { lines, plate: { textIndex: source.textIndex, box, radiusPx: PLATE.radius * sizePx, color: colors.plate } };
}

interface LinePlace {
  readonly line: string;
  readonly size: LineSize;
  readonly left: number;
  readonly baseline: number;
}

function placedLine(
  { source, sizePx }: Block,
  { line, size, left, baseline }: LinePlace,
  colors: OverlayColors,
): PlacedLine {
  const { textIndex, isRightToLeft, isHeadline, typeface } = source;
  const outlinePx = isHeadline ? HEADLINE.outline * sizePx : 0;
  const depthPx = isHeadline ? HEADLINE.depth * sizePx : 0;
  const box = {
    x: left - outlinePx,
    y: baseline - size.ascent * sizePx - outlinePx,
    width: size.width * sizePx + 2 * outlinePx,
    height: (size.ascent + size.descent) * sizePx + 2 * outlinePx + depthPx,
  };
  const placed = { textIndex, line, isRightToLeft, typeface, sizePx, box, left, baseline };
  if (!isHeadline) return { ...placed, color: colors.onPlate };
  return { ...placed, color: colors.headline, outline: { color: colors.outline, widthPx: outlinePx, depthPx } };
}
