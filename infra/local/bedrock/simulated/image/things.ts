import { darker, lighter } from './colors.ts';
import { expression } from './expression.ts';
import { BARE, both, circle, type Draw, ellipse, FLAME, group, HEART, path, rect, starPath, stroke } from './paint.ts';

const shine = (d: string): string => path(d, '#fff', `${BARE} fill-opacity="0.4"`);

/** Things that have no expression, by name. */
export const THINGS: Readonly<Record<string, Draw>> = {
  sword: ({ accent, light, main }) =>
    group(
      'rotate(38)',
      path('M-26 -196 L0 -226 L26 -196 V72 H-26Z', '#dfe6f2') +
        path('M0 -222 V72 H26 V-196Z', '#b4c0d6', BARE) +
        rect(-92, 66, 184, 32, 16, accent) +
        rect(-18, 96, 36, 84, 14, darker(main, 0.2)) +
        circle(0, 194, 26, light === '#ffffff' ? accent : light),
    ),
  shield: ({ main, accent, light }) =>
    path(
      'M0 -170 C60 -130 110 -124 156 -126 C160 30 110 130 0 186 C-110 130 -160 30 -156 -126 C-110 -124 -60 -130 0 -170Z',
      main,
    ) +
    path('M0 -124 C46 -96 84 -88 114 -88 C114 24 80 96 0 142Z', lighter(main, 0.25), BARE) +
    path(starPath(5, 66, 28, 0, 2), accent === main ? light : accent),
  controller: ({ main, dark, accent, line }) =>
    path(
      'M-110 -86 C-60 -104 60 -104 110 -86 C168 -70 204 60 186 122 C174 160 122 150 92 96 C80 78 60 74 40 74 H-40 C-60 74 -80 78 -92 96 C-122 150 -174 160 -186 122 C-204 60 -168 -70 -110 -86Z',
      main,
    ) +
    shine('M-120 -66 C-60 -86 40 -88 90 -76 C20 -70 -80 -56 -136 -6Z') +
    path('M-116 -40 h26 v-26 h32 v26 h26 v32 h-26 v26 h-32 v-26 h-26Z', dark, BARE) +
    [
      [76, -44, '#ff5c7a'],
      [112, -12, '#ffd23f'],
      [76, 20, '#4cc9f0'],
      [40, -12, '#7ae582'],
    ]
      .map(([x, y, fill]) => circle(Number(x), Number(y), 18, String(fill), `stroke="${line}" stroke-width="6"`))
      .join('') +
    circle(-42, 46, 26, dark) +
    circle(42, 46, 26, dark) +
    circle(0, -52, 13, accent),
  headset: ({ main, accent, dark }) =>
    stroke('M-134 30 C-150 -206 150 -206 134 30', darker(main, 0.3), 58) +
    stroke('M-134 30 C-150 -206 150 -206 134 30', main, 36) +
    both(
      rect(-186, -10, 90, 150, 40, main) + rect(-116, 6, 34, 118, 16, dark) + rect(-170, 20, 22, 90, 11, accent, BARE),
    ) +
    stroke('M-142 130 C-130 190 -70 196 -26 186', darker(main, 0.2), 16) +
    rect(-40, 166, 66, 40, 20, accent),
  trophy: ({ accent, dark }) =>
    both(stroke('M-96 -112 C-190 -120 -180 10 -70 22', '#e2a50e', 24)) +
    path('M-112 -150 H112 C112 -20 70 56 26 66 V112 H-26 V66 C-70 56 -112 -20 -112 -150Z', '#ffc93c') +
    shine('M-84 -130 H-44 C-46 -40 -36 10 -16 44 C-62 22 -84 -46 -84 -130Z') +
    rect(-64, 106, 128, 32, 10, '#e2a50e') +
    rect(-92, 136, 184, 42, 12, dark) +
    path(starPath(5, 50, 21, 4, -62), accent),
  crown: (paint) =>
    path('M-150 100 L-180 -84 L-80 -8 L0 -140 L80 -8 L180 -84 L150 100Z', paint.main) +
    rect(-154, 92, 308, 56, 18, darker(paint.main, 0.15)) +
    circle(0, -146, 22, paint.accent) +
    both(circle(-182, -92, 18, paint.accent)) +
    path('M0 40 L34 78 L0 116 L-34 78Z', paint.accent) +
    both(circle(-92, 118, 15, lighter(paint.accent, 0.3))) +
    shine('M-130 76 L-150 -30 L-92 16Z'),
  star: (paint) =>
    path(starPath(5, 186, 96, 0, 16), paint.main, 'stroke-linejoin="round"') +
    shine('M-20 -110 L-52 -36 L-126 -26 C-90 -50 -50 -80 -20 -110Z') +
    expression(paint, { x: 46, y: 4, mouthY: 54, scale: 0.85 }),
  heart: (paint) =>
    group('translate(0 20) scale(2.05)', path(HEART, paint.main, 'stroke-width="5"')) +
    shine('M-136 -76 C-124 -128 -84 -142 -54 -132 C-96 -116 -112 -80 -116 -30 C-132 -40 -138 -58 -136 -76Z') +
    expression(paint, { x: 52, y: -22, mouthY: 34, scale: 0.85 }),
  fire: (paint) =>
    group('scale(1.95)', path(FLAME, paint.main, 'stroke-width="5"')) +
    group('translate(0 56) scale(1.2)', path(FLAME, lighter(paint.main, 0.45), BARE)) +
    group('translate(2 104) scale(0.66)', path(FLAME, '#fff3b8', BARE)) +
    expression(paint, { x: 42, y: 60, mouthY: 108, scale: 0.75 }),
  lightning: (paint) =>
    path('M36 -200 L-116 36 H-20 L-50 200 L122 -56 H14 L92 -200Z', paint.main) +
    path('M60 -184 L-86 16 H-10 L20 -30 L-30 -20Z', '#fff', `${BARE} fill-opacity="0.4"`),
  planet: ({ main, dark, accent }) =>
    circle(0, 0, 128, main) +
    path(
      'M-120 -40 C-40 -64 40 -12 122 -42 C126 -16 126 4 122 24 C40 50 -40 0 -124 30 C-130 8 -128 -18 -120 -40Z',
      lighter(main, 0.28),
      BARE,
    ) +
    circle(-44, 74, 22, dark, `${BARE} fill-opacity="0.4"`) +
    circle(58, -84, 14, dark, `${BARE} fill-opacity="0.4"`) +
    path(
      'M-118 42 C-230 90 -230 130 -150 118 C-60 106 120 20 176 -46 C214 -92 186 -110 112 -62 C150 -74 160 -66 140 -40 C90 16 -60 96 -132 96 C-160 96 -152 76 -118 42Z',
      accent,
    ) +
    shine('M-86 -76 C-56 -112 -12 -120 18 -116 C-30 -100 -66 -70 -84 -28Z'),
  moon: (paint) =>
    path(
      'M40 -176 C-80 -180 -176 -92 -176 10 C-176 118 -84 190 22 180 C100 172 150 124 168 70 C92 108 -10 76 -36 -16 C-54 -80 -16 -140 40 -176Z',
      paint.main,
    ) +
    circle(-112, 20, 20, paint.dark, `${BARE} fill-opacity="0.25"`) +
    circle(-60, 116, 26, paint.dark, `${BARE} fill-opacity="0.25"`) +
    path(starPath(4, 44, 14, 104, -84), paint.accent),
  sun: (paint) =>
    Array.from({ length: 12 }, (_, at) =>
      group(`rotate(${at * 30})`, path('M-26 -136 L0 -200 L26 -136Z', at % 2 ? paint.accent : paint.main)),
    ).join('') +
    circle(0, 0, 126, paint.main) +
    expression(paint, { x: 46, y: -10, mouthY: 44 }),
  cloud: (paint) =>
    path(
      'M-130 96 C-206 96 -206 -8 -132 -14 C-130 -106 -14 -132 30 -66 C76 -116 168 -70 146 -2 C206 14 190 96 130 96Z',
      paint.main,
    ) + expression(paint, { x: 44, y: 10, mouthY: 54, scale: 0.85 }),
  car: ({ main, dark, accent, random }) =>
    path(
      'M-104 -22 C-80 -110 -44 -118 10 -118 C84 -118 112 -76 132 -26 C176 -18 196 10 196 66 H-196 C-198 0 -170 -14 -104 -22Z',
      main,
    ) +
    path('M-74 -26 C-60 -80 -40 -92 -6 -92 V-26Z M16 -92 C62 -92 82 -68 96 -26 H16Z', '#bfe6ff') +
    [-106, 106].map((x) => circle(x, 72, 48, '#2b2740') + circle(x, 72, 20, '#c9d2e6', BARE)).join('') +
    ellipse(184, 14, 14, 18, '#fff1a8') +
    path('M-196 34 H196', 'none', `stroke="${random.pick([accent, dark, '#ffffff'])}" stroke-width="12"`),
  rocket: ({ main, accent, light }) =>
    group(
      'rotate(28)',
      path('M-50 96 L-116 160 L-96 56Z M50 96 L116 160 L96 56Z', accent) +
        path(`M-34 120 C-30 190 0 216 0 216 C0 216 30 190 34 120Z`, '#ffb020') +
        path('M0 -214 C76 -150 92 -20 62 120 H-62 C-92 -20 -76 -150 0 -214Z', light === main ? '#f2f4fb' : light) +
        path('M0 -214 C44 -178 66 -130 74 -84 H-74 C-66 -130 -44 -178 0 -214Z', main) +
        circle(0, -22, 42, '#9be1ff', `stroke-width="12"`),
    ),
  ball: ({ line }) =>
    circle(0, 0, 166, '#ffffff') +
    path('M0 -62 L60 -18 L37 52 H-37 L-60 -18Z', line, BARE) +
    [0, 72, 144, 216, 288]
      .map((turn) =>
        group(
          `rotate(${turn})`,
          path('M-44 -158 C-20 -168 20 -168 44 -158 L30 -118 H-30Z', line, BARE) + stroke('M0 -118 V-62', line, 9),
        ),
      )
      .join('') +
    shine('M-120 -60 C-100 -110 -50 -138 -10 -140 C-60 -116 -90 -80 -100 -40Z'),
  cup: (paint) =>
    stroke('M108 -34 C200 -44 196 86 96 84', paint.main, 32) +
    path('M-128 -90 H128 L104 126 C98 164 -98 164 -104 126Z', paint.main) +
    ellipse(0, -90, 128, 32, '#6b3f24') +
    stroke('M-50 -136 C-70 -160 -30 -176 -50 -204 M10 -136 C-10 -160 30 -176 10 -204', paint.light, 12) +
    expression(paint, { x: 42, y: 12, mouthY: 62, scale: 0.8 }),
  pizza: () =>
    path('M-170 -116 C-70 -176 70 -176 170 -116 L0 190Z', '#ffcf4d') +
    path(
      'M-176 -110 C-70 -200 70 -200 176 -110 C184 -84 160 -74 146 -88 C60 -146 -60 -146 -146 -88 C-160 -74 -184 -84 -176 -110Z',
      '#d98b3a',
    ) +
    [
      [-56, -50],
      [52, -66],
      [4, 34],
      [70, 12],
      [-24, 104],
    ]
      .map(([x, y]) => circle(x ?? 0, y ?? 0, 27, '#d6402f'))
      .join('') +
    path('M-90 0 q20 -16 30 4 M30 -14 q16 -18 30 0', 'none', 'stroke="#4f8f3a" stroke-width="10"') +
    path('M-40 118 C-34 170 -20 170 -16 150', '#ffcf4d'),
  flower: (paint) =>
    stroke('M0 60 C10 120 -6 170 0 206', '#4f9d4a', 20) +
    path('M4 150 C60 100 110 120 120 140 C90 170 40 176 4 160Z', '#5fb85a') +
    Array.from({ length: 8 }, (_, at) =>
      group(
        `translate(0 -30) rotate(${at * 45})`,
        ellipse(0, -92, 44, 64, at % 2 ? paint.main : lighter(paint.main, 0.18)),
      ),
    ).join('') +
    circle(0, -30, 66, paint.accent) +
    expression(paint, { x: 26, y: -38, mouthY: -8, scale: 0.55 }),
  tree: ({ main, dark, random }) =>
    rect(-32, 60, 64, 140, 18, '#8d5a34') +
    path(
      'M0 -200 C90 -200 110 -120 96 -96 C166 -80 170 20 96 40 C80 100 -80 100 -96 40 C-170 20 -166 -80 -96 -96 C-110 -120 -90 -200 0 -200Z',
      main,
    ) +
    path('M-60 -130 C-30 -170 20 -170 44 -150 C0 -150 -40 -130 -60 -100Z', '#fff', `${BARE} fill-opacity="0.25"`) +
    [0, 1, 2, 3]
      .map(() => circle(random.between(-90, 90), random.between(-120, 40), 15, dark, `${BARE} fill-opacity="0.5"`))
      .join(''),
  gem: ({ main, dark }) =>
    path('M-110 -120 H110 L180 -30 L0 176 L-180 -30Z', main) +
    path('M-110 -120 L-62 -30 L0 176 L-180 -30Z', lighter(main, 0.3), BARE) +
    path('M110 -120 L62 -30 L0 176 L180 -30Z', dark, `${BARE} fill-opacity="0.5"`) +
    path('M-62 -30 L0 -120 L62 -30Z', '#fff', `${BARE} fill-opacity="0.45"`) +
    stroke('M-180 -30 H180 M-62 -30 L0 176 L62 -30', darker(main, 0.5), 7),
  potion: (paint) =>
    rect(-40, -180, 80, 30, 10, '#a6713f') +
    path(
      'M-30 -150 H30 V-70 C110 -40 150 30 130 100 C110 168 -110 168 -130 100 C-150 30 -110 -40 -30 -70Z',
      '#e8f4ff',
      'fill-opacity="0.75"',
    ) +
    path(
      'M-132 36 C-60 10 60 60 132 36 C142 60 136 90 130 100 C110 160 -110 160 -130 100 C-136 90 -142 60 -132 36Z',
      paint.main,
    ) +
    circle(-40, 90, 15, lighter(paint.main, 0.5), BARE) +
    circle(30, 74, 10, lighter(paint.main, 0.5), BARE) +
    shine('M-86 -6 C-70 -36 -40 -44 -30 -46 C-56 -20 -66 10 -66 30Z'),
  bomb: (paint) =>
    stroke('M60 -110 C80 -160 120 -150 140 -186', '#8d6b4a', 14) +
    path(starPath(8, 42, 18, 146, -192), '#ffb020') +
    rect(14, -148, 70, 56, 14, darker(paint.main, 0.2)) +
    circle(-10, 30, 142, paint.main) +
    shine('M-100 -10 C-90 -60 -50 -90 -10 -92 C-56 -70 -80 -30 -84 10Z') +
    expression(paint, { x: 44, y: 22, mouthY: 74, light: true }),
  mushroom: (paint) =>
    path('M-70 40 H70 C90 120 70 180 0 180 C-70 180 -90 120 -70 40Z', '#fff1dc') +
    path('M-180 44 C-180 -90 -90 -170 0 -170 C90 -170 180 -90 180 44 C100 74 -100 74 -180 44Z', paint.main) +
    [
      [-84, -50, 34],
      [30, -96, 40],
      [108, -8, 26],
      [-12, 6, 24],
    ]
      .map(([x, y, r]) => circle(x ?? 0, y ?? 0, r ?? 0, '#fff', BARE))
      .join('') +
    expression(paint, { x: 30, y: 98, mouthY: 134, scale: 0.6 }),
  camera: ({ main, dark, accent }) =>
    rect(-70, -130, 140, 60, 18, dark) +
    rect(-184, -96, 368, 240, 44, main) +
    circle(0, 26, 92, '#2b2740') +
    circle(0, 26, 64, '#4b8fd9') +
    circle(-20, 4, 20, '#fff', `${BARE} fill-opacity="0.7"`) +
    circle(134, -52, 18, accent),
  music: ({ main, accent }) =>
    path('M-66 120 V-140 L120 -184 V74', 'none', `stroke="${main}" stroke-width="36"`) +
    path('M-66 -140 L120 -184 V-124 L-66 -80Z', main) +
    ellipse(-104, 126, 58, 44, main) +
    ellipse(82, 82, 58, 44, accent),
  gift: ({ main, accent }) =>
    rect(-140, -30, 280, 196, 18, main) +
    rect(-164, -76, 328, 70, 16, lighter(main, 0.2)) +
    rect(-28, -76, 56, 242, 4, accent) +
    both(path('M0 -76 C-40 -180 -140 -160 -112 -106 C-96 -80 -50 -76 0 -76Z', accent)),
};
