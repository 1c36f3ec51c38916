import { darker, lighter, mix } from './colors.ts';
import { BARE, both, circle, type Draw, path, rect, stroke } from './paint.ts';

const lit = (x: number, y: number): string => rect(x, y, 18, 24, 3, '#ffe08a', BARE);

/** Buildings and landscapes, by name. */
export const PLACES: Readonly<Record<string, Draw>> = {
  castle: ({ main, dark, accent }) =>
    both(
      rect(-176, -60, 84, 240, 6, darker(main, 0.1)) +
        path('M-186 -60 L-134 -176 L-82 -60Z', accent) +
        path('M-134 -176 V-214 L-96 -200 L-134 -186', dark),
    ) +
    path('M-100 -10 H-68 V-40 H-34 V-10 H-16 V-40 H16 V-10 H34 V-40 H68 V-10 H100 V180 H-100Z', main) +
    rect(-40, -132, 80, 120, 6, lighter(main, 0.15)) +
    path('M-52 -132 L0 -222 L52 -132Z', accent) +
    path('M-34 180 V116 C-34 66 34 66 34 116 V180Z', dark) +
    lit(-9, -84) +
    lit(-144, 0) +
    lit(126, 0) +
    lit(-74, 40) +
    lit(56, 40),
  house: ({ main, dark, accent }) =>
    rect(60, -150, 46, 90, 6, dark) +
    path('M0 -180 L186 -20 H-186Z', accent) +
    rect(-140, -30, 280, 206, 10, main) +
    rect(-30, 60, 68, 116, 10, dark) +
    rect(-112, 10, 58, 58, 8, '#ffe08a') +
    rect(62, 10, 58, 58, 8, '#ffe08a') +
    stroke('M-83 10 V68 M-112 39 H-54 M91 10 V68 M62 39 H120', dark, 6) +
    stroke('M84 -168 C70 -190 100 -200 90 -222', '#e9eef7', 14),
  city: ({ main, random }) =>
    [-170, -110, -46, 20, 84, 140]
      .map((x, at) => {
        const top = random.between(-190, -20);
        const tone = mix(main, '#1b1838', (at % 3) * 0.22 + 0.1);
        const windows = Array.from(
          { length: 4 },
          (_, row) =>
            (random.next() < 0.75 ? lit(x + 12, top + 24 + row * 44) : '') +
            (random.next() < 0.6 ? lit(x + 40, top + 24 + row * 44) : ''),
        ).join('');
        return rect(x, top, 72, 180 - top, 6, tone) + windows;
      })
      .join(''),
  mountain: ({ main, light, dark }) =>
    path('M-60 -60 L-200 180 H120Z', darker(main, 0.15)) +
    path('M50 -170 L210 180 H-120Z', main) +
    path('M50 -170 L104 -52 L70 -70 L46 -36 L18 -66 L-6 -48Z', light === main ? '#fff' : lighter(light, 0.6)) +
    path('M50 -170 L210 180 H90 L60 20Z', dark, `${BARE} fill-opacity="0.28"`) +
    path('M-60 -60 L-24 2 L-52 -8 L-72 16 L-94 -4Z', '#fff', BARE),
  island: ({ main }) =>
    path('M-190 110 C-110 60 110 60 190 110 C150 176 -150 176 -190 110Z', '#f2d28a') +
    stroke('M10 96 C0 20 20 -60 44 -110', '#8d5a34', 26) +
    [-150, -100, -40, 20]
      .map(
        (turn) =>
          `<g transform="translate(44 -112) rotate(${turn})">${path('M0 0 C40 -40 110 -30 140 20 C90 0 40 10 0 0Z', main)}</g>`,
      )
      .join('') +
    circle(24, -88, 15, '#6b3f24') +
    circle(58, -84, 15, '#6b3f24'),
  ship: ({ main, accent, dark }) =>
    stroke('M0 60 V-190', '#8d5a34', 18) +
    path('M-14 -176 C-130 -130 -130 -10 -14 20Z', accent) +
    path('M16 -160 C120 -110 130 -20 16 20Z', lighter(accent, 0.25)) +
    path('M0 -190 L60 -206 L0 -166Z', dark) +
    path('M-180 50 H180 C168 130 120 166 60 166 H-70 C-130 166 -170 120 -180 50Z', main) +
    [-84, 0, 84].map((x) => circle(x, 98, 16, '#ffe08a')).join(''),
  portal: ({ main, accent, light }) =>
    [170, 136, 100, 62]
      .map(
        (r, at) =>
          `<ellipse cx="0" cy="0" rx="${r * 0.8}" ry="${r}" fill="${[main, darker(main, 0.3), accent, light][at]}" transform="rotate(${at * 12})"/>`,
      )
      .join(''),
};
