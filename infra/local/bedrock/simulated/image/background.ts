import { darker, lighter, mix } from './colors.ts';
import { BARE, circle, ellipse, group, path, rect, starPath, stroke } from './paint.ts';
import type { Random } from './random.ts';
import type { Light, Scene } from './read-scene.ts';

export interface Stage {
  readonly width: number;
  readonly height: number;
  readonly scene: Scene;
  readonly random: Random;
  /** Colours of the ground, from the middle to the edge. */
  readonly inner: string;
  readonly outer: string;
  readonly accent: string;
}

/** Colours of each light, from the middle of the picture to its edge, and an accent. */
export const GROUNDS: Readonly<Record<Light, readonly (readonly [inner: string, outer: string, accent: string])[]>> = {
  neon: [
    ['#3b1d72', '#0d0826', '#ff3fd1'],
    ['#12325e', '#070b24', '#2bf0ff'],
    ['#4a1248', '#12061f', '#a6ff4d'],
  ],
  dark: [
    ['#3a4168', '#12142b', '#f2c14e'],
    ['#43355f', '#150f26', '#9f8cff'],
    ['#2f4a55', '#0f1a24', '#7fe0c3'],
  ],
  warm: [
    ['#ffd9a0', '#d9743c', '#fff0c9'],
    ['#ffc48a', '#b5533c', '#ffe6b0'],
    ['#f7d9a8', '#a8623a', '#ffefcf'],
  ],
  pastel: [
    ['#fff0f6', '#cfe4ff', '#ffc9de'],
    ['#f3ecff', '#ffd9e8', '#c9f2e3'],
    ['#eafff4', '#d6dcff', '#ffe3b8'],
  ],
  bold: [
    ['#ffd23f', '#ff5d5d', '#ffffff'],
    ['#5ee0ff', '#5a4bff', '#fff275'],
    ['#ff9cf0', '#7a3cff', '#7dffea'],
    ['#9bff8a', '#0aa06e', '#fff275'],
  ],
  calm: [
    ['#bfe3ff', '#4f79c9', '#ffffff'],
    ['#c9f2e3', '#3f8f9b', '#fff3c4'],
    ['#dcd6ff', '#6a6fc9', '#ffe3c4'],
  ],
  fierce: [
    ['#ff6a3d', '#4a0d1e', '#ffd23f'],
    ['#ff3d4f', '#2a0a20', '#ffb020'],
  ],
};

const rays = ({ width, height, accent, random }: Stage): string => {
  const reach = Math.hypot(width, height);
  const count = random.pick([14, 18, 22]);
  return group(
    `translate(${width / 2} ${height * 0.54}) rotate(${random.between(0, 20).toFixed(1)})`,
    Array.from({ length: count }, (_, at) =>
      group(`rotate(${(at * 360) / count})`, path(`M0 0 L${-reach * 0.07} ${-reach} H${reach * 0.07}Z`, accent, BARE)),
    ).join(''),
    'fill-opacity="0.16"',
  );
};

const bokeh = ({ width, height, accent, inner, random }: Stage): string =>
  Array.from({ length: 26 }, () =>
    circle(
      random.between(0, width),
      random.between(0, height),
      random.between(0.012, 0.06) * Math.min(width, height),
      random.pick([accent, lighter(inner, 0.5)]),
      `${BARE} fill-opacity="${random.between(0.1, 0.34).toFixed(2)}"`,
    ),
  ).join('');

const nightSky = ({ width, height, accent, random }: Stage): string =>
  Array.from({ length: 70 }, () =>
    circle(
      random.between(0, width),
      random.between(0, height * 0.8),
      random.between(0.6, 2.6) * (Math.min(width, height) / 700),
      '#ffffff',
      `${BARE} fill-opacity="${random.between(0.3, 0.95).toFixed(2)}"`,
    ),
  ).join('') +
  circle(
    width * random.pick([0.16, 0.84]),
    height * 0.2,
    Math.min(width, height) * 0.09,
    lighter(accent, 0.3),
    `${BARE} fill-opacity="0.85"`,
  );

const hills = ({ width, height, outer, inner, random }: Stage): string =>
  [0.66, 0.76, 0.87]
    .map((level, at) => {
      const y = height * level;
      const [a, b] = [random.between(-0.1, 0.08) * height, random.between(-0.08, 0.1) * height];
      return path(
        `M0 ${y} C${width * 0.25} ${y + a} ${width * 0.4} ${y + b} ${width * 0.55} ${y} S${width * 0.85} ${y + a} ${width} ${y - b} V${height} H0Z`,
        mix(outer, at % 2 ? inner : '#14102a', 0.18 + at * 0.1),
        BARE,
      );
    })
    .join('');

const grid = ({ width, height, accent }: Stage): string => {
  const horizon = height * 0.66;
  const far = Array.from(
    { length: 15 },
    (_, at) => `M${width / 2 + (at - 7) * width * 0.03} ${horizon} L${width / 2 + (at - 7) * width * 0.2} ${height}`,
  );
  const near = Array.from({ length: 7 }, (_, at) => `M0 ${horizon + (height - horizon) * (at / 7) ** 1.7} H${width}`);
  return (
    `<g stroke-opacity="0.7">${stroke([...far, ...near].join(' '), accent, Math.max(2, height / 400))}</g>` +
    circle(width / 2, horizon - height * 0.16, height * 0.24, mix(accent, '#ffb86b', 0.5), `${BARE} fill-opacity="0.5"`)
  );
};

const shapes = ({ width, height, accent, inner, random }: Stage): string =>
  Array.from({ length: 18 }, () => {
    const size = random.between(0.02, 0.05) * Math.min(width, height);
    const shape = random.pick([
      path(starPath(4, size, size * 0.3), accent, BARE),
      circle(0, 0, size * 0.7, 'none', `stroke="${accent}" stroke-width="${size * 0.28}"`),
      path(`M0 ${-size} L${size} ${size * 0.7} H${-size}Z`, lighter(inner, 0.4), BARE),
      rect(-size * 0.6, -size * 0.6, size * 1.2, size * 1.2, size * 0.2, lighter(inner, 0.4), BARE),
    ]);
    return group(
      `translate(${random.between(0, width).toFixed(0)} ${random.between(0, height).toFixed(0)}) rotate(${random.between(0, 90).toFixed(0)})`,
      shape,
      'fill-opacity="0.35" stroke-opacity="0.35"',
    );
  }).join('');

const WEATHER: Readonly<Record<string, (stage: Stage) => string>> = {
  confetti: ({ width, height, random }) =>
    Array.from({ length: 70 }, () =>
      group(
        `translate(${random.between(0, width).toFixed(0)} ${random.between(0, height).toFixed(0)}) rotate(${random.between(0, 180).toFixed(0)})`,
        rect(
          0,
          0,
          width / 70,
          width / 130,
          3,
          random.pick(['#ff4d7e', '#ffd23f', '#4cc9f0', '#7ae582', '#b388ff']),
          BARE,
        ),
      ),
    ).join(''),
  snow: ({ width, height, random }) =>
    Array.from({ length: 80 }, () =>
      circle(
        random.between(0, width),
        random.between(0, height),
        random.between(3, 9) * (height / 1_000),
        '#ffffff',
        `${BARE} fill-opacity="0.85"`,
      ),
    ).join('') + ellipse(width / 2, height * 1.02, width * 0.8, height * 0.12, '#f4f9ff', BARE),
  rain: ({ width, height, random }) =>
    `<g stroke-opacity="0.5">${Array.from({ length: 80 }, () => {
      const [x, y] = [random.between(0, width), random.between(0, height)];
      return stroke(`M${x} ${y} l${-height * 0.012} ${height * 0.05}`, '#bfe3ff', height / 300);
    }).join('')}</g>`,
  bubbles: ({ width, height, random }) =>
    Array.from({ length: 30 }, () =>
      circle(
        random.between(0, width),
        random.between(0, height),
        random.between(8, 34) * (height / 1_000),
        '#ffffff',
        `fill-opacity="0.16" stroke="#ffffff" stroke-opacity="0.6" stroke-width="${height / 350}"`,
      ),
    ).join(''),
  leaves: ({ width, height, random }) =>
    Array.from({ length: 26 }, () =>
      group(
        `translate(${random.between(0, width).toFixed(0)} ${random.between(0, height).toFixed(0)}) rotate(${random.between(0, 360).toFixed(0)}) scale(${height / 900})`,
        path('M0 -26 C22 -10 22 14 0 26 C-22 14 -22 -10 0 -26Z', random.pick(['#e07a2f', '#c9472f', '#f2b134']), BARE),
      ),
    ).join(''),
};

/** Everything behind the subject. */
export function background(stage: Stage): string {
  const { width, height, scene, inner, outer, random } = stage;
  const ground =
    `<defs><radialGradient id="ground" cx="50%" cy="52%" r="75%"><stop offset="0" stop-color="${inner}"/><stop offset="1" stop-color="${outer}"/></radialGradient></defs>` +
    rect(0, 0, width, height, 0, 'url(#ground)');
  const kinds: Readonly<Record<Light, readonly [(stage: Stage) => string, ...((stage: Stage) => string)[]]>> = {
    neon: [grid, shapes],
    dark: [(one) => nightSky(one) + hills(one), nightSky],
    warm: [(one) => bokeh(one) + hills(one), bokeh],
    pastel: [bokeh, shapes],
    bold: [rays, shapes],
    calm: [(one) => bokeh(one) + hills(one), hills],
    fierce: [rays, (one) => rays(one) + hills(one)],
  };
  const weather = Object.entries(WEATHER).filter(([name]) => scene.extras.has(name));
  return ground + random.pick(kinds[scene.light])(stage) + weather.map(([, draw]) => draw(stage)).join('');
}

/** A darker edge, so that the middle stands out. */
export const vignette = (width: number, height: number, color: string): string =>
  `<defs><radialGradient id="edge" cx="50%" cy="50%" r="72%"><stop offset="0.62" stop-color="${darker(color, 0.6)}" stop-opacity="0"/><stop offset="1" stop-color="${darker(color, 0.6)}" stop-opacity="0.5"/></radialGradient></defs>` +
  rect(0, 0, width, height, 0, 'url(#edge)');
