import type { Box, Overlay, PlacedLine, Plate } from '#ports/drawing';
import { EMOJI_UNITS } from './emoji.ts';
import { EMOJI, type ShapedGlyph, type ShapedLine } from './shape-line.ts';

/** @param logo - A PNG of the size of the logo's box. */
export function vectorsOf(overlay: Overlay, lines: readonly ShapedLine[], logo: Uint8Array | undefined): string {
  const { width, height, shade, plates } = overlay;
  const drawn = overlay.lines.flatMap((line, index) => {
    const shaped = lines[index];
    return shaped ? lineGroup(line, shaped) : [];
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    shade ? shadeOf(shade, overlay) : '',
    ...plates.map(plateOf),
    ...drawn,
    overlay.logo && logo ? logoOf(overlay.logo.box, logo) : '',
    '</svg>',
  ].join('');
}

function shadeOf({ top, color, opacity }: NonNullable<Overlay['shade']>, { width, height }: Overlay): string {
  const stop = (offset: number, part: number) =>
    `<stop offset="${offset}" stop-color="${color}" stop-opacity="${round(opacity * part)}"/>`;
  return (
    `<defs><linearGradient id="shade" x1="0" y1="0" x2="0" y2="1">${stop(0, 0)}${stop(0.45, 0.55)}${stop(1, 1)}` +
    `</linearGradient></defs><rect x="0" y="${round(top)}" width="${width}" height="${round(height - top)}" fill="url(#shade)"/>`
  );
}

const plateOf = ({ textIndex, box, radiusPx, color }: Plate): string =>
  `<rect data-plate="${textIndex}" x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}"` +
  ` height="${round(box.height)}" rx="${round(radiusPx)}" fill="${color}"/>`;

function lineGroup(line: PlacedLine, { ink, glyphs, drawings }: ShapedLine): string {
  const { sizePx, baseline, box, outline, color } = line;
  const origin = line.left - ink.left * sizePx;
  const path = glyphs.map((glyph) => outlineOf(glyph, origin, line)).join('');
  const emoji = drawings.map(({ x, drawing }) => {
    const edge = round(EMOJI.size * sizePx);
    const at = `x="${round(origin + x * sizePx)}" y="${round(baseline - EMOJI.top * sizePx)}"`;
    const units = `0 0 ${EMOJI_UNITS} ${EMOJI_UNITS}`;
    return `<svg ${at} width="${edge}" height="${edge}" viewBox="${units}">${drawing}</svg>`;
  });
  return [
    `<g data-line="${escapeXml(line.line)}" data-text="${line.textIndex}" data-box="${boxText(box)}">`,
    outline && path ? outlinePath(path, outline) : '',
    path ? `<path fill="${color}" d="${path}"/>` : '',
    ...emoji,
    '</g><!--line-->',
  ].join('');
}

/** The letters once more and wider, behind themselves. The copy further down makes them stand out. */
function outlinePath(path: string, { color, widthPx, depthPx }: NonNullable<PlacedLine['outline']>): string {
  const style = `fill="${color}" stroke="${color}" stroke-width="${round(2 * widthPx)}" stroke-linejoin="round"`;
  return `<path ${style} transform="translate(0 ${round(depthPx)})" d="${path}"/><path ${style} d="${path}"/>`;
}

/** The glyph as path commands in pixels. Fonts count upwards, pictures downwards. */
function outlineOf({ x, y, font, glyphId }: ShapedGlyph, origin: number, { sizePx, baseline }: PlacedLine): string {
  const scale = sizePx / font.unitsPerEm;
  const left = origin + x * sizePx;
  const bottom = baseline - y * sizePx;
  return font.font
    .glyphToJson(glyphId)
    .map(({ type, values }) => {
      const places = values.map((value, index) =>
        round(index % 2 === 0 ? left + value * scale : bottom - value * scale),
      );
      return `${type}${places.join(' ')}`;
    })
    .join('');
}

const logoOf = (box: Box, png: Uint8Array): string =>
  `<image data-logo="${boxText(box)}" x="${round(box.x)}" y="${round(box.y)}" width="${round(box.width)}"` +
  ` height="${round(box.height)}" href="data:image/png;base64,${Buffer.from(png).toString('base64')}"/>`;

const boxText = ({ x, y, width, height }: Box): string => [x, y, width, height].map(round).join(' ');

const round = (value: number): number => Math.round(value * 100) / 100;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escapeXml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
