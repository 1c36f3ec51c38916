import type { Box } from '#ports/drawing';

/** A line as it is drawn. */
export interface DrawnLine {
  readonly textIndex: number;
  readonly line: string;
  /** What the line says it covers. */
  readonly box: Box;
  /** What its letters and emoji really cover, without their outline; `undefined` when it has none. */
  readonly ink: Box | undefined;
  /** How many closed shapes its letters have. */
  readonly contours: number;
  readonly emoji: number;
}

const GROUP = /<g data-line="([^"]*)" data-text="(\d+)" data-box="([^"]*)">(.*?)<\/g><!--line-->/gs;

/** Reads from the vectors of an overlay which lines are drawn, and where. */
export const readLines = (svg: string): DrawnLine[] =>
  [...svg.matchAll(GROUP)].map(([, line = '', textIndex, box = '', content = '']) => {
    const emoji = [...content.matchAll(/<svg x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/g)];
    // The last path is the letters; those before it are their outline.
    const letters =
      content
        .replaceAll(/<svg.*?<\/svg>/gs, '')
        .match(/<path [^>]*>/g)
        ?.at(-1) ?? '';
    const path = /d="([^"]*)"/.exec(letters)?.[1] ?? '';
    const points = [...pointsOf(path), ...emoji.flatMap(([, ...place]) => cornersOf(place.map(Number)))];
    return {
      textIndex: Number(textIndex),
      line: unescapeXml(line),
      box: boxOf(box.split(' ').map(Number)),
      ink: points.length === 0 ? undefined : around(points),
      contours: path.match(/Z/g)?.length ?? 0,
      emoji: emoji.length,
    };
  });

/** The boxes of the plates, by the text that is on them. */
export const readPlates = (svg: string): { readonly textIndex: number; readonly box: Box }[] =>
  [...svg.matchAll(/<rect data-plate="(\d+)" x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"/g)].map(
    ([, textIndex, ...place]) => ({ textIndex: Number(textIndex), box: boxOf(place.map(Number)) }),
  );

/** The box of the logo. */
export function readLogo(svg: string): Box | undefined {
  const [, place] = /data-logo="([^"]*)"/.exec(svg) ?? [];
  return place === undefined ? undefined : boxOf(place.split(' ').map(Number));
}

type Point = readonly [x: number, y: number];

const boxOf = ([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Box => ({ x, y, width, height });

const cornersOf = ([x = 0, y = 0, width = 0, height = 0]: readonly number[]): Point[] => [
  [x, y],
  [x + width, y + height],
];

function around(points: readonly Point[]): Box {
  const [left, top] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))];
  const [right, bottom] = [Math.max(...points.map(([x]) => x)), Math.max(...points.map(([, y]) => y))];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Points of curves are on the curve, because its control points may be outside of the ink. */
const CURVE_STEPS = 12;

function pointsOf(path: string): Point[] {
  const points: Point[] = [];
  for (const [, values = ''] of path.matchAll(/[MLQC]([^MLQCZ]*)/g)) {
    const numbers = values.trim().split(/[ ,]+/).map(Number);
    const corners = numbers.flatMap((x, place): Point[] => (place % 2 === 0 ? [[x, numbers[place + 1] ?? 0]] : []));
    const last = corners.at(-1);
    const start = points.at(-1);
    if (corners.length > 1 && start) {
      for (let step = 1; step < CURVE_STEPS; step += 1) points.push(onCurve([start, ...corners], step / CURVE_STEPS));
    }
    if (last) points.push(last);
  }
  return points;
}

/** De Casteljau's construction. */
function onCurve(points: readonly Point[], share: number): Point {
  const [first = [0, 0], ...rest] = points;
  if (rest.length === 0) return first;
  const between = rest.map(([x, y], place): Point => {
    const [fromX, fromY] = points[place] ?? [0, 0];
    return [fromX + (x - fromX) * share, fromY + (y - fromY) * share];
  });
  return onCurve(between, share);
}

const unescapeXml = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
