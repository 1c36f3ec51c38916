import { BARE, both, circle, ellipse, group, HEART, type Paint, path, stroke } from './paint.ts';

export interface ExpressionPlace {
  /** Distance of an eye from the middle. */
  readonly x: number;
  readonly y: number;
  readonly mouthY: number;
  /** @default 1 */
  readonly scale?: number;
  /** A beak or a mask is there instead. */
  readonly noMouth?: boolean;
  /** Colour of the eyes on a dark ground. */
  readonly light?: boolean;
}

const INK = '#241a33';

function openEye(paint: Paint, size: number, light: boolean): string {
  const r = 25 * size * paint.eyes;
  const white = light ? '#fffbe8' : INK;
  return (
    ellipse(0, 0, r * 0.86, r, white, BARE) +
    (light ? ellipse(0, 3, r * 0.42, r * 0.55, INK, BARE) : '') +
    circle(-r * 0.26, -r * 0.36, r * 0.3, '#fff', BARE) +
    (light ? '' : circle(r * 0.25, r * 0.34, r * 0.14, '#fff', BARE))
  );
}

/** Both eyes. `side` is -1 for the left one. */
function eyes(paint: Paint, { x, y, scale = 1, light = false }: ExpressionPlace): string {
  const ink = light ? '#fffbe8' : INK;
  const width = 9 * scale;
  const at = (side: number, content: string) => group(`translate(${x * side} ${y}) scale(${scale})`, content);
  const open = openEye(paint, 1, light);
  const arcUp = stroke('M-24 8 Q0 -24 24 8', ink, width);
  const arcDown = stroke('M-24 -4 Q0 20 24 -4', ink, width);
  switch (paint.feeling) {
    case 'happy':
      return paint.random.next() < 0.5 ? at(-1, arcUp) + at(1, arcUp) : at(-1, open) + at(1, open);
    case 'excited':
      return at(-1, open + sparkle()) + at(1, open + sparkle());
    case 'sleepy':
      return at(-1, arcDown) + at(1, arcDown);
    case 'winking':
      return at(-1, open) + at(1, arcUp);
    case 'loving':
      return [-1, 1].map((side) => at(side, path(HEART, '#ff4d7e', `${BARE} transform="scale(0.42)"`))).join('');
    case 'surprised':
    case 'scared':
      return [-1, 1]
        .map((side) =>
          at(side, circle(0, 0, 31, '#fff', `stroke="${INK}" stroke-width="7"`) + circle(0, 0, 12, INK, BARE)),
        )
        .join('');
    case 'smug':
      return [-1, 1]
        .map((side) =>
          at(side, open + path('M-36 -34 H36 V-6 H-36Z', paint.main, BARE) + stroke('M-30 -5 H30', ink, width)),
        )
        .join('');
    case 'confused':
      return at(-1, open) + at(1, group('scale(0.66)', open));
    default:
      return at(-1, open) + at(1, open);
  }
}

const sparkle = (): string => path('M16 -22 l5 11 l11 5 l-11 5 l-5 11 l-5 -11 l-11 -5 l11 -5Z', '#fff', BARE);

function brows({ feeling }: Paint, { x, y, scale = 1, light = false }: ExpressionPlace): string {
  const ink = light ? '#fffbe8' : INK;
  const line = (d: string) => both(group(`translate(${x} ${y}) scale(${scale})`, stroke(d, ink, 11)));
  if (feeling === 'angry') return line('M-34 -26 L26 -50');
  if (feeling === 'sad' || feeling === 'scared') return line('M-26 -50 L26 -38');
  if (feeling === 'smug') return group(`translate(${x} ${y})`, stroke('M-26 -44 Q0 -58 26 -48', ink, 9));
  if (feeling === 'confused') return group(`translate(${x} ${y})`, stroke('M-26 -46 Q0 -60 26 -42', ink, 9));
  return '';
}

function mouth({ feeling, random }: Paint, { mouthY, scale = 1, light = false }: ExpressionPlace): string {
  const ink = light ? '#fffbe8' : INK;
  const at = (content: string) => group(`translate(0 ${mouthY}) scale(${scale})`, content);
  const smile = stroke('M-30 0 Q-15 18 0 3 Q15 18 30 0', ink, 8);
  const laugh =
    path('M-40 -6 Q0 4 40 -6 Q36 46 0 46 Q-36 46 -40 -6Z', '#7a1f3d', `stroke="${INK}" stroke-width="7"`) +
    ellipse(0, 33, 20, 11, '#ff8fa8', BARE);
  switch (feeling) {
    case 'happy':
      return at(random.next() < 0.5 ? laugh : smile);
    case 'excited':
      return at(laugh);
    case 'angry':
      return at(
        path('M-38 12 Q0 -18 38 12 L32 26 Q0 4 -32 26Z', '#fff', `stroke="${INK}" stroke-width="7"`) +
          stroke('M-12 0 V16 M12 0 V16', INK, 5),
      );
    case 'sad':
      return at(stroke('M-26 16 Q0 -12 26 16', ink, 8));
    case 'sleepy':
      return at(ellipse(0, 10, 12, 9, '#7a1f3d', `stroke="${INK}" stroke-width="6"`));
    case 'surprised':
      return at(ellipse(0, 14, 19, 24, '#7a1f3d', `stroke="${INK}" stroke-width="7"`));
    case 'scared':
      return at(stroke('M-34 8 l11 -10 l12 14 l12 -14 l12 14 l12 -14 l9 10', ink, 7));
    case 'smug':
      return at(stroke('M-26 8 Q8 18 32 -10', ink, 8));
    case 'confused':
      return at(stroke('M-24 8 Q-10 -4 0 8 T26 6', ink, 8));
    default:
      return at(smile);
  }
}

/** What shows a feeling beside the eyes and the mouth. */
function signs({ feeling }: Paint, { x, y, mouthY }: ExpressionPlace): string {
  const blush = both(ellipse(x + 30, (y + mouthY) / 2 + 12, 24, 14, '#ff6f91', `${BARE} fill-opacity="0.45"`));
  switch (feeling) {
    case 'sad':
      return path(`M${x} ${y + 34} q-16 26 0 36 q16 -10 0 -36Z`, '#7fd4ff', `stroke="#2b7fb8" stroke-width="4"`);
    case 'scared':
      return path('M128 -86 q-18 30 0 42 q18 -12 0 -42Z', '#7fd4ff', `stroke="#2b7fb8" stroke-width="4"`);
    case 'angry':
      return stroke('M112 -104 q10 16 -8 24 M128 -92 q-16 -2 -10 18 M142 -108 q-12 10 4 20', '#d7263d', 8);
    case 'sleepy':
      return stroke('M112 -120 h26 l-26 32 h26', '#5b6ee1', 8) + stroke('M150 -168 h36 l-36 42 h36', '#5b6ee1', 9);
    case 'surprised':
      return stroke('M120 -130 l22 -30 M146 -108 l34 -18 M90 -146 l8 -36', '#f5b70a', 9);
    case 'confused':
      return stroke('M126 -150 q0 -26 24 -26 q26 0 24 26 q-2 16 -22 24 v12 M152 -92 v2', '#5b6ee1', 10);
    case 'happy':
    case 'excited':
    case 'loving':
    case 'winking':
      return blush;
    default:
      return '';
  }
}

/** Eyes, brows, mouth and signs of a feeling. */
export const expression = (paint: Paint, place: ExpressionPlace): string =>
  group(
    '',
    eyes(paint, place) + brows(paint, place) + (place.noMouth ? '' : mouth(paint, place)) + signs(paint, place),
    'stroke-width="0"',
  );
