import type { Random } from './random.ts';

/** How the creature in a picture feels. */
export type Feeling =
  | 'happy'
  | 'excited'
  | 'angry'
  | 'sad'
  | 'sleepy'
  | 'surprised'
  | 'scared'
  | 'loving'
  | 'winking'
  | 'smug'
  | 'confused'
  | 'calm';

/** Colours and choices for one motif. It is drawn into a square from -200 to 200, with y pointing down. */
export interface Paint {
  readonly main: string;
  readonly light: string;
  readonly dark: string;
  /** Of outlines. */
  readonly line: string;
  readonly accent: string;
  readonly feeling: Feeling;
  readonly random: Random;
  /** 0.6 for small eyes to 1.4 for big ones. */
  readonly eyes: number;
}

/** SVG of a motif. */
export type Draw = (paint: Paint) => string;

export const path = (d: string, fill: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
/** A line without a filling. */
export const stroke = (d: string, color: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = ''): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const rect = (
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  fill: string,
  more = '',
): string => `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}" ${more}/>`;
export const group = (transform: string, content: string, more = ''): string =>
  `<g transform="${transform}" ${more}>${content}</g>`;

export const BARE = 'stroke="none"';

/** The same shape on both sides. */
export const both = (shape: string): string => shape + group('scale(-1 1)', shape);

/** A star with `points` tips. */
export function starPath(points: number, outer: number, inner: number, x = 0, y = 0): string {
  const corners = Array.from({ length: points * 2 }, (_, at) => {
    const angle = (Math.PI * at) / points - Math.PI / 2;
    const radius = at % 2 === 0 ? outer : inner;
    return `${(x + Math.cos(angle) * radius).toFixed(1)} ${(y + Math.sin(angle) * radius).toFixed(1)}`;
  });
  return `M${corners.join('L')}Z`;
}

export const HEART = 'M0 70 C-110 -10 -80 -90 -30 -80 C-10 -76 0 -58 0 -48 C0 -58 10 -76 30 -80 C80 -90 110 -10 0 70Z';
export const FLAME =
  'M0 -100 C20 -50 70 -30 62 30 C58 74 30 95 0 95 C-32 95 -60 72 -62 30 C-63 0 -40 -12 -36 -40 C-22 -28 -12 -14 -12 2 C2 -26 6 -62 0 -100Z';
