import { darker, lighter } from './colors.ts';
import { expression } from './expression.ts';
import { BARE, both, circle, type Draw, ellipse, path, rect, starPath, stroke } from './paint.ts';

const SKINS = ['#ffd9b8', '#f2b98a', '#c98a5b', '#8d5a3b', '#ffe3cc'] as const;
const HAIRS = ['#3b2a2a', '#7a4a2b', '#d9a441', '#2b2f4a', '#a63d2f'] as const;

const skull =
  'M0 -120 C92 -120 134 -56 134 14 C134 96 76 150 0 150 C-76 150 -134 96 -134 14 C-134 -56 -92 -120 0 -120Z';
const place = { x: 56, y: 6, mouthY: 76, scale: 0.95 };

/** A person's head with skin, hair and something on it. */
const person =
  (parts: { behind?: Draw; top?: Draw; hair?: boolean; beard?: boolean; marks?: Draw }): Draw =>
  (paint) => {
    const skin = paint.random.pick(SKINS);
    const hair = paint.random.pick(HAIRS);
    const ears = both(circle(-136, 18, 26, darker(skin, 0.08)));
    const locks = paint.random.pick([
      'M-146 20 C-170 -90 -90 -156 0 -152 C96 -156 170 -90 146 20 C128 -20 118 -50 84 -66 C30 -44 -60 -40 -112 -40 C-128 -20 -138 0 -146 20Z',
      'M-150 70 C-186 -80 -96 -168 4 -160 C104 -168 178 -80 150 70 C130 30 130 -20 100 -62 C60 -30 -10 -30 -60 -74 C-90 -50 -128 -10 -150 70Z',
    ]);
    return (
      (parts.behind?.(paint) ?? '') +
      ears +
      path(skull, skin) +
      (parts.beard
        ? path(
            'M-122 50 C-90 60 -60 54 0 56 C60 54 90 60 122 50 C124 150 60 214 0 216 C-60 214 -124 150 -122 50Z',
            '#f0eef8',
          )
        : '') +
      (parts.hair === false ? '' : path(locks, hair)) +
      (parts.marks?.(paint) ?? '') +
      expression(paint, place) +
      ellipse(0, 42, 9, 13, darker(skin, 0.22), BARE) +
      (parts.top?.(paint) ?? '')
    );
  };

export const crownTop: Draw = ({ accent }) =>
  path('M-96 -96 L-112 -192 L-52 -146 L0 -206 L52 -146 L112 -192 L96 -96Z', '#ffcf3f') +
  circle(0, -128, 15, accent) +
  both(circle(-58, -124, 10, '#7fd8ff'));
export const wizardHat: Draw = ({ main, accent }) =>
  path('M-190 -74 C-110 -106 110 -106 190 -74 C110 -40 -110 -40 -190 -74Z', darker(main, 0.2)) +
  path('M-104 -88 C-70 -180 -30 -224 46 -236 C30 -200 60 -160 104 -88 C40 -66 -40 -66 -104 -88Z', main) +
  path('M-104 -88 C-40 -66 40 -66 104 -88 L98 -112 C40 -92 -40 -92 -98 -112Z', accent) +
  path(starPath(5, 24, 10, -8, -150), '#ffe27a', BARE);
export const cap: Draw = ({ main, accent }) =>
  path('M-130 -60 C-130 -150 -70 -176 0 -176 C70 -176 130 -150 130 -60 C60 -84 -60 -84 -130 -60Z', main) +
  path('M40 -84 C120 -96 190 -70 206 -48 C150 -50 90 -50 40 -58Z', darker(main, 0.25)) +
  circle(0, -176, 12, accent);
export const headset: Draw = ({ accent }) =>
  stroke('M-152 10 C-160 -190 160 -190 152 10', '#2d2a45', 26) +
  both(rect(-186, -36, 56, 104, 26, '#2d2a45') + rect(-178, -20, 18, 72, 9, accent, BARE)) +
  stroke('M-158 62 C-150 128 -96 140 -56 128', '#2d2a45', 12) +
  circle(-50, 126, 15, accent);
export const glasses: Draw = ({ line }) =>
  both(circle(-60, 6, 46, '#bfe6ff', `fill-opacity="0.45" stroke="${line}" stroke-width="9"`)) +
  stroke('M-14 2 Q0 -8 14 2', line, 9);
export const sunglasses: Draw = () =>
  path('M-132 -26 H132 L120 26 C112 52 44 52 30 14 L18 -2 H-18 L-30 14 C-44 52 -112 52 -120 26Z', '#1d1a2e') +
  stroke('M-104 -8 l28 28 M40 -8 l28 28', '#8f8bb8', 8);

const knightHelmet: Draw = ({ accent, main }) =>
  path(
    'M0 -150 C104 -150 152 -80 152 10 V90 C152 120 110 166 60 170 H-60 C-110 166 -152 120 -152 90 V10 C-152 -80 -104 -150 0 -150Z',
    '#aeb8cc',
  ) +
  path('M-152 -20 H152 V44 H-152Z', '#3a4160') +
  path(
    'M0 -150 V170 M-20 60 H20 M-70 84 V140 M-40 84 V150 M40 84 V150 M70 84 V140',
    'none',
    'stroke="#7d88a3" stroke-width="9"',
  ) +
  path('M-14 -146 C-20 -220 60 -236 120 -200 C80 -196 60 -170 20 -146Z', main === '#aeb8cc' ? accent : main);

const ninjaMask: Draw = ({ main, accent }) =>
  path('M-140 -30 C-140 -104 -70 -140 0 -140 C70 -140 140 -104 140 -30 L132 -34 C60 -50 -60 -50 -132 -34Z', main) +
  path('M-132 44 C-60 30 60 30 132 44 C136 104 76 154 0 154 C-76 154 -136 104 -132 44Z', main) +
  path('M-142 -78 C-60 -98 60 -98 142 -78 L140 -48 C60 -68 -60 -68 -140 -48Z', accent) +
  path('M138 -70 L206 -104 L188 -64 L212 -34 L142 -50Z', accent);
const pirateHat: Draw = ({ line }) =>
  path('M-176 -70 C-150 -180 -60 -176 0 -204 C60 -176 150 -180 176 -70 C80 -116 -80 -116 -176 -70Z', '#2d2a45') +
  circle(0, -138, 24, '#fff', BARE) +
  circle(-8, -140, 6, line, BARE) +
  circle(9, -140, 6, line, BARE) +
  path('M14 -22 H96 L84 34 C70 46 40 46 28 34Z', '#2d2a45') +
  stroke('M-126 -56 L20 -16', '#2d2a45', 9);
const vikingHelmet: Draw = ({ light }) =>
  both(path('M-116 -84 C-196 -90 -206 -170 -180 -206 C-172 -160 -130 -150 -92 -128Z', light)) +
  path('M-140 -50 C-140 -130 -80 -166 0 -166 C80 -166 140 -130 140 -50 C60 -70 -60 -70 -140 -50Z', '#9aa3b8') +
  path('M-16 -164 H16 V40 C6 52 -6 52 -16 40Z', '#c9a23a');
const cape: Draw = ({ accent }) => path('M-120 90 C-190 130 -200 196 -196 216 H196 C200 196 190 130 120 90Z', accent);
const heroMask: Draw = ({ main }) =>
  path(
    'M-134 -24 C-70 -44 70 -44 134 -24 C136 20 96 56 56 44 C30 34 14 22 0 22 C-14 22 -30 34 -56 44 C-96 56 -136 20 -134 -24Z',
    main,
  );
const elfEars: Draw = () => both(path('M-124 -6 L-214 -50 L-132 52Z', '#ffd9b8'));
const astronautHelmet: Draw = ({ accent }) =>
  both(rect(-186, -22, 44, 84, 18, accent)) +
  circle(0, 10, 168, '#eef1f8', 'fill-opacity="0.001" stroke="#eef1f8" stroke-width="30"') +
  circle(0, 10, 183, 'none') +
  path('M-108 -60 C-80 -110 -30 -128 10 -130 C-40 -100 -80 -60 -90 -20Z', '#fff', `${BARE} fill-opacity="0.5"`);

/** People and other figures with a human head, by name. */
export const PEOPLE: Readonly<Record<string, Draw>> = {
  person: person({}),
  streamer: person({ top: headset }),
  knight: (paint) =>
    knightHelmet(paint) +
    expression(
      { ...paint, eyes: paint.eyes * 0.8 },
      { x: 52, y: 12, mouthY: 96, scale: 0.8, light: true, noMouth: true },
    ),
  wizard: person({ top: wizardHat, beard: true, hair: false }),
  witch: person({ top: wizardHat }),
  ninja: (paint) =>
    path(skull, paint.random.pick(SKINS)) +
    ninjaMask(paint) +
    expression(paint, { ...place, y: 2, noMouth: true, scale: 0.85 }),
  pirate: person({ top: pirateHat, hair: false }),
  viking: person({ top: vikingHelmet, beard: true, hair: false }),
  king: person({ top: crownTop, beard: true }),
  princess: person({ top: crownTop }),
  superhero: person({ behind: cape, marks: heroMask }),
  elf: person({ behind: elfEars }),
  astronaut: person({ top: astronautHelmet }),
  zombie: (paint) =>
    path(skull, '#9ccf8a') +
    path('M-60 -112 l16 26 l18 -22 l14 30 l22 -28', 'none', 'stroke="#4d7a3f" stroke-width="9"') +
    expression(paint, { ...place, noMouth: false }) +
    stroke('M70 60 l36 30 M84 56 l-8 22 M102 70 l-10 20', '#4d7a3f', 7),
  vampire: (paint) =>
    path(skull, '#ece6f5') +
    path('M-134 -10 C-150 -150 150 -150 134 -10 C110 -70 60 -84 0 -40 C-60 -84 -110 -70 -134 -10Z', '#241a33') +
    expression(paint, place) +
    path('M-22 86 l8 24 l8 -22Z M22 86 l-8 24 l-8 -22Z', '#fff'),
  alien: (paint) =>
    path(
      'M0 -150 C130 -150 160 -40 110 50 C76 110 40 164 0 164 C-40 164 -76 110 -110 50 C-160 -40 -130 -150 0 -150Z',
      paint.main,
    ) +
    both(
      path('M-16 20 C-30 -50 -110 -60 -112 -10 C-110 40 -50 56 -16 20Z', '#1b1630') +
        circle(-78, -10, 12, '#fff', BARE),
    ) +
    stroke('M-24 106 Q0 120 24 106', '#1b1630', 8),
  robot: (paint) =>
    stroke('M0 -130 V-176', paint.line, 12) +
    circle(0, -186, 20, paint.accent) +
    both(rect(-190, -30, 36, 84, 14, darker(paint.main, 0.2))) +
    rect(-156, -130, 312, 276, 56, paint.main) +
    rect(-122, -86, 244, 150, 42, '#221d3a') +
    expression(paint, { x: 58, y: -24, mouthY: 30, scale: 0.72, light: true }) +
    [-48, -16, 16, 48].map((x) => rect(x - 9, 92, 18, 28, 7, lighter(paint.main, 0.4), BARE)).join(''),
  skull: (paint) =>
    path(
      'M0 -140 C110 -140 152 -70 146 6 C144 50 124 66 98 78 V128 C98 148 84 156 66 156 H-66 C-84 156 -98 148 -98 128 V78 C-124 66 -144 50 -146 6 C-152 -70 -110 -140 0 -140Z',
      paint.light,
    ) +
    both(ellipse(-62, 2, 42, 46, '#241a33', BARE) + circle(-58, 4, 13, paint.accent, BARE)) +
    path('M0 40 L-20 76 H20Z', '#241a33', BARE) +
    stroke('M-48 112 V152 M-16 112 V154 M16 112 V154 M48 112 V152', '#241a33', 9),
  ghost: (paint) =>
    path(
      'M0 -156 C96 -156 142 -84 142 10 V160 C116 128 92 128 70 160 C46 128 24 128 0 160 C-24 128 -46 128 -70 160 C-92 128 -116 128 -142 160 V10 C-142 -84 -96 -156 0 -156Z',
      paint.main,
    ) +
    path('M-104 -60 C-84 -112 -44 -134 -8 -136 C-60 -104 -84 -60 -90 -10Z', '#fff', `${BARE} fill-opacity="0.5"`) +
    expression(paint, { x: 52, y: -26, mouthY: 44 }),
};
