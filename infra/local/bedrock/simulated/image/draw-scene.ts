import { accessories, sparks } from './accessories.ts';
import { background, GROUNDS, type Stage, vignette } from './background.ts';
import { brightnessOf, darker, distance, isColorful, lighter, mix } from './colors.ts';
import { emblem } from './emblem.ts';
import { lettersSvg } from './letters.ts';
import type { Motif } from './motifs.ts';
import { outlined } from './outline.ts';
import { BARE, ellipse, group, type Paint, path, starPath, stroke } from './paint.ts';
import { createRandom, hashOf, type Random } from './random.ts';
import type { Layout, Scene } from './read-scene.ts';

export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** The colours of the picture to start from, the most frequent one first. */
  readonly palette?: readonly string[];
  /** Texts that a misbehaving model draws. */
  readonly letters?: string;
}

function paintFor(
  motif: Motif | undefined,
  scene: Scene,
  accent: string,
  random: Random,
  palette: readonly string[],
): Paint {
  const wanted = scene.subjectColor ?? (motif ? undefined : scene.colors[0]);
  const near = palette.find((color) => isColorful(color) && motif && distance(color, motif.color) < 0.3);
  const own = wanted ?? near ?? motif?.color ?? random.pick(['#7d6be0', '#2fa8a0', '#f0803c', '#e0508f', '#4b8fd9']);
  const main =
    wanted === undefined && near === undefined
      ? mix(own, random.pick(['#ff9d4d', '#ffffff', '#c98bff', '#6fd3ff']), random.between(0, 0.1))
      : own;
  const isLight = brightnessOf(main) > 0.82;
  return {
    main,
    light: isLight ? '#ffffff' : lighter(main, 0.72),
    dark: darker(main, isLight ? 0.5 : 0.42),
    line: scene.light === 'neon' ? lighter(accent, 0.1) : '#241a33',
    accent: distance(accent, main) < 0.18 ? lighter(accent, 0.55) : accent,
    feeling: scene.feeling,
    random,
    eyes: scene.eyes,
  };
}

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly turn: number;
}

/** Where the subject is, and how large. */
function spotOf(layout: Layout, { width, height }: Canvas, scene: Scene, random: Random): Spot {
  const side = Math.min(width, height);
  const lean = scene.isTilted ? random.pick([-16, -12, 12, 16]) : random.between(-5, 5);
  const crowned = ['crown', 'cap', 'wizardHat'].some((name) => scene.extras.has(name)) ? 0.84 : 1;
  const fits = (share: number) => ((side * share) / 440) * crowned;
  const low = crowned < 1 ? 0.04 : 0;
  const spots: Readonly<Record<Layout, Omit<Spot, 'turn'>>> = {
    head: { x: 0.5, y: 0.5 + low, scale: fits(0.92) },
    centre: { x: 0.5, y: 0.53 + low, scale: fits(0.76) },
    right: { x: width > height ? 0.71 : 0.5, y: 0.54, scale: fits(0.86) },
    left: { x: width > height ? 0.28 : 0.5, y: 0.54, scale: fits(0.82) },
    upper: { x: 0.5, y: 0.4, scale: fits(0.62) },
    frame: { x: 0.11, y: 0.82, scale: fits(0.26) },
  };
  const spot = spots[layout];
  return { x: spot.x * width, y: spot.y * height, scale: spot.scale, turn: lean };
}

/** A star needs no stars around it. */
const OWN: Readonly<Record<string, string>> = {
  star: 'stars',
  heart: 'hearts',
  fire: 'fire',
  flower: 'flowers',
  music: 'music',
  lightning: 'lightning',
};

const put = ({ x, y, scale, turn }: Spot, content: string): string =>
  group(`translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${turn.toFixed(1)}) scale(${scale.toFixed(4)})`, content);

function motifSvg(motif: Motif | undefined, scene: Scene, paint: Paint): string {
  if (!motif) return emblem(paint);
  const isFigure = motif.kind === 'animal' || motif.kind === 'person';
  const own = motif.draw(paint);
  return isFigure ? own + accessories({ ...scene, extras: without(scene.extras, motif.name) }, paint) : own;
}

/** A streamer wears a headset already, and a king his crown. */
function without(extras: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const worn: Readonly<Record<string, readonly string[]>> = {
    streamer: ['headset'],
    king: ['crown', 'cap'],
    princess: ['crown'],
    wizard: ['cap', 'wizardHat'],
    witch: ['cap', 'wizardHat'],
    pirate: ['cap'],
  };
  return new Set([...extras].filter((extra) => !worn[name]?.includes(extra)));
}

/** Places are behind everything, as wide as the picture. Other motifs stand beside the first, smaller. */
function companions(scene: Scene, canvas: Canvas, paint: Paint, main: Spot): string {
  if (scene.layout === 'head' || scene.isTransparent) return '';
  const { width, height } = canvas;
  const [, ...others] = scene.motifs;
  const place = others.find(({ kind }) => kind === 'place');
  const beside = others.filter((motif) => motif !== place && motif.kind !== 'place').slice(0, 2);
  const far = place
    ? [0.2, 0.5, 0.82]
        .slice(0, width > height * 1.3 ? 3 : 1)
        .map((x, at) =>
          put(
            {
              x: width > height * 1.3 ? x * width : width / 2,
              y: height * 0.62,
              scale: (height / 440) * (at === 1 ? 0.86 : 0.66),
              turn: 0,
            },
            outlined(place.draw({ ...paint, main: mix(place.color, paint.dark, 0.25) }), paint, {
              ...scene,
              technique: 'cartoon',
              light: 'bold',
            }),
          ),
        )
        .join('')
    : '';
  const near = beside
    .map((motif, at) => {
      const left = main.x > width / 2 ? 1 : at % 2 ? 1 : -1;
      const offset = width > height ? width * (main.x === width / 2 ? 0.29 : 0.4) : width * 0.3;
      const spot = {
        x: main.x + (main.x > width / 2 ? -offset * (at + 0.9) : offset * left * (at ? 1 : -1)),
        y: height * 0.68,
        scale: main.scale * 0.56,
        turn: 6 * left,
      };
      return put(
        spot,
        outlined(
          motif.draw({
            ...paintFor(motif, { ...scene, subjectColor: undefined }, paint.accent, paint.random, []),
            feeling: scene.feeling,
          }),
          paint,
          scene,
        ),
      );
    })
    .join('');
  return `${far}${near}`;
}

function frameSvg({ width, height }: Canvas, { accent, outer, inner }: Stage): string {
  const edge = Math.min(width, height) * 0.05;
  return (
    `<path fill-rule="evenodd" fill="${outer}" d="M0 0 H${width} V${height} H0Z M${edge} ${edge} V${height - edge} H${width - edge} V${edge}Z"/>` +
    stroke(`M${edge} ${edge} H${width - edge} V${height - edge} H${edge}Z`, accent, edge * 0.16) +
    [
      [edge, edge],
      [width - edge, edge],
      [edge, height - edge],
      [width - edge, height - edge],
    ]
      .map(([x = 0, y = 0]) => path(starPath(4, edge * 1.5, edge * 0.5, x, y), inner))
      .join('')
  );
}

/** Draws a scene as SVG. The same scene and canvas give the same SVG. */
export function drawScene(asked: Scene, canvas: Canvas): string {
  const own = OWN[asked.motifs[0]?.name ?? ''];
  const scene = { ...asked, extras: new Set([...asked.extras].filter((extra) => extra !== own)) };
  const { width, height, seed, palette = [], letters } = canvas;
  const random = createRandom(seed ^ hashOf(scene.about));
  const [main] = scene.motifs;
  const grounds = GROUNDS[scene.light];
  const [inner, outer, ownAccent] = grounds[Math.floor(random.next() * grounds.length)] ?? [
    '#5ee0ff',
    '#5a4bff',
    '#fff275',
  ];
  const [brand, second] = scene.colors;
  const based = palette.find(
    (color) => isColorful(color) && (!main || distance(color, scene.subjectColor ?? main.color) > 0.25),
  );
  const ground = scene.backgroundColor ?? brand ?? based;
  const accent = second ?? (brand && scene.backgroundColor ? brand : ownAccent);
  const stage: Stage = {
    width,
    height,
    scene,
    random,
    inner: ground ? lighter(ground, scene.light === 'dark' ? 0.05 : 0.35) : inner,
    outer: ground ? darker(ground, scene.light === 'pastel' ? 0.05 : 0.4) : outer,
    accent,
  };
  const paint = paintFor(main, scene, accent, random, palette);
  const spot = spotOf(scene.layout, canvas, scene, random);
  const figure = main?.kind === 'place' ? { ...spot, turn: 0 } : spot;
  const isFrame = scene.layout === 'frame' && width > height;
  const shadow =
    scene.isTransparent || isFrame
      ? ''
      : ellipse(
          figure.x,
          figure.y + 206 * figure.scale,
          150 * figure.scale,
          24 * figure.scale,
          '#0b0618',
          `${BARE} fill-opacity="0.28"`,
        );
  const content = [
    scene.isTransparent || isFrame ? '' : background(stage),
    isFrame ? frameSvg(canvas, stage) : companions(scene, canvas, paint, figure),
    shadow,
    put(
      figure,
      outlined(motifSvg(main, scene, paint), paint, scene) +
        `<g stroke="${paint.line}" stroke-width="7" stroke-linejoin="round">${scene.isTransparent ? group('scale(0.92)', sparks(scene, paint)) : sparks(scene, paint)}</g>`,
    ),
    scene.isTransparent || isFrame ? '' : vignette(width, height, stage.outer),
    letters === undefined ? '' : lettersSvg(letters, canvas),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">${content.join('')}</svg>`;
}
