import bidiFactory, { type Bidi } from 'bidi-js';
import { Direction, Buffer as GlyphBuffer, shape } from 'harfbuzzjs';
import { UndrawableText } from '#ports/drawing';
import { type Characters, charactersOf } from './characters.ts';
import type { LoadedFont } from './fonts.ts';

/** An edge-to-edge measure in ems: x to the right, y up from the baseline. */
interface Ink {
  left: number;
  right: number;
  bottom: number;
  top: number;
}

export interface ShapedGlyph {
  readonly x: number;
  readonly y: number;
  readonly font: LoadedFont;
  readonly glyphId: number;
}

export interface ShapedDrawing {
  readonly x: number;
  readonly drawing: string;
}

/** A line from left to right, in ems. */
export interface ShapedLine {
  readonly ink: Readonly<Ink>;
  readonly glyphs: readonly ShapedGlyph[];
  readonly drawings: readonly ShapedDrawing[];
}

/** An emoji is a little larger than a capital letter and reaches below the baseline. */
export const EMOJI = { size: 1.1, advance: 1.2, top: 0.93 } as const;

// The package's types say that the function is a property of what Node imports. It is the import itself.
const bidi = (bidiFactory as unknown as () => Bidi)();

/** Neighbours with the same font and the same direction. */
interface Run {
  readonly start: number;
  end: number;
  readonly level: number;
  readonly font?: LoadedFont;
  readonly drawing?: string;
}

/**
 * Sets a line in glyphs, as a text engine does: by font, in the order in which they are seen, joined and kerned.
 *
 * @throws {UndrawableText} when no font has one of its characters.
 */
export function shapeLine(line: string, isRightToLeft: boolean, characters: Characters): ShapedLine {
  const { levels } = bidi.getEmbeddingLevels(line, isRightToLeft ? 'rtl' : 'ltr');
  const ink: Ink = { left: 0, right: 0, bottom: 0, top: 0 };
  const glyphs: ShapedGlyph[] = [];
  const drawings: ShapedDrawing[] = [];
  let x = 0;
  for (const run of inVisualOrder(runsOf(line, levels, characters))) {
    if (run.drawing !== undefined) {
      const { size, advance, top } = EMOJI;
      const left = x + (advance - size) / 2;
      drawings.push({ x: left, drawing: run.drawing });
      extend(ink, { left, right: left + size, top, bottom: top - size });
      x += advance;
    } else if (run.font) {
      x = shapeRun(line, { ...run, font: run.font }, x, { ink, glyphs });
    }
  }
  ink.right = Math.max(ink.right, x);
  return { ink, glyphs, drawings };
}

function runsOf(line: string, levels: ArrayLike<number>, characters: Characters): readonly Run[] {
  const runs: Run[] = [];
  let characterStart = 0;
  for (const character of charactersOf(line)) {
    const pieces = characters.piecesOf(character);
    if (!pieces) throw new UndrawableText('a character that no bundled font has');
    let place = characterStart;
    for (const piece of pieces) {
      // A joiner between the parts of an emoji belongs to no piece.
      const start = line.indexOf(piece.text, place);
      const end = start + piece.text.length;
      const level = levels[start] ?? 0;
      const last = runs.at(-1);
      if ('font' in piece && last?.font === piece.font && last.level === level) last.end = end;
      else runs.push({ start, end, level, ...('font' in piece ? { font: piece.font } : { drawing: piece.drawing }) });
      place = end;
    }
    characterStart += character.length;
  }
  return runs;
}

/** Rule L2 of the Unicode bidirectional algorithm, over runs. */
function inVisualOrder(runs: readonly Run[]): readonly Run[] {
  const ordered = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    let from = 0;
    while (from < ordered.length) {
      let to = from;
      while ((ordered[to]?.level ?? -1) >= level) to += 1;
      ordered.splice(from, to - from, ...ordered.slice(from, to).reverse());
      from = to + 1;
    }
  }
  return ordered;
}

/** Adds the glyphs of a run at `x`. @returns where the next run begins. */
function shapeRun(
  line: string,
  { font: loaded, start, end, level }: Run & { readonly font: LoadedFont },
  x: number,
  { ink, glyphs }: { readonly ink: Ink; readonly glyphs: ShapedGlyph[] },
): number {
  const { font, unitsPerEm } = loaded;
  const buffer = new GlyphBuffer();
  // The whole line is the context, because Arabic letters join across fonts.
  buffer.addText(line, start, end - start);
  buffer.setDirection(level % 2 === 1 ? Direction.RTL : Direction.LTR);
  buffer.guessSegmentProperties();
  shape(font, buffer);
  let pen = x;
  for (const { codepoint: glyphId, xAdvance = 0, xOffset = 0, yOffset = 0 } of buffer.getGlyphInfosAndPositions()) {
    if (glyphId === 0) throw new UndrawableText('a character without a glyph');
    const left = pen + xOffset / unitsPerEm;
    const bottom = yOffset / unitsPerEm;
    const extents = font.glyphExtents(glyphId);
    if (extents && extents.width !== 0) {
      const inkLeft = left + extents.xBearing / unitsPerEm;
      const top = bottom + extents.yBearing / unitsPerEm;
      const inkRight = inkLeft + extents.width / unitsPerEm;
      extend(ink, { left: inkLeft, right: inkRight, top, bottom: top + extents.height / unitsPerEm });
      glyphs.push({ x: left, y: bottom, font: loaded, glyphId });
    }
    pen += xAdvance / unitsPerEm;
  }
  return pen;
}

function extend(ink: Ink, { left, right, bottom, top }: Ink): void {
  ink.left = Math.min(ink.left, left);
  ink.right = Math.max(ink.right, right);
  ink.bottom = Math.min(ink.bottom, bottom);
  ink.top = Math.max(ink.top, top);
}
