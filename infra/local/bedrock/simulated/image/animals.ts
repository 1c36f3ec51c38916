import { darker, lighter, mix } from './colors.ts';
import { expression } from './expression.ts';
import { BARE, both, circle, type Draw, ellipse, group, type Paint, path, stroke } from './paint.ts';

type Ears = 'pointed' | 'round' | 'long' | 'floppy' | 'tufts' | 'none';
type Muzzle = 'snout' | 'fox' | 'pig' | 'beak' | 'wide' | 'none';

interface Animal {
  readonly ears: Ears;
  readonly muzzle: Muzzle;
  /** Drawn before the head. */
  readonly behind?: Draw;
  /** Drawn on the head, before eyes and mouth. */
  readonly marks?: Draw;
  /** Drawn last. */
  readonly front?: Draw;
  readonly whiskers?: boolean;
  /** The shape of the head: round, with tufts on the cheeks, or wide. */
  readonly head?: 'round' | 'tufted' | 'wide';
}

const NOSE = '#3a2340';

const EARS: Readonly<Record<Ears, Draw>> = {
  pointed: ({ main, light, dark }) =>
    both(
      path('M-150 -20 C-160 -90 -150 -160 -132 -190 C-90 -170 -50 -130 -34 -92Z', main) +
        path(
          'M-128 -60 C-132 -110 -128 -140 -122 -158 C-96 -142 -76 -118 -66 -98Z',
          lighter(light, 0.1),
          `${BARE} fill-opacity="0.85"`,
        ) +
        path(
          'M-140 -150 C-138 -172 -136 -182 -132 -190 C-118 -183 -104 -173 -92 -162 C-108 -152 -126 -148 -140 -150Z',
          dark,
          `${BARE} fill-opacity="0.75"`,
        ),
    ),
  round: ({ main, light }) => both(circle(-112, -98, 56, main) + circle(-112, -98, 30, light, BARE)),
  long: ({ main }) =>
    both(group('translate(-62 -140) rotate(-9)', ellipse(0, 0, 36, 96, main) + ellipse(0, 8, 17, 66, '#ffb3c6', BARE))),
  floppy: ({ dark }) => both(path('M-104 -96 C-190 -110 -222 20 -178 96 C-140 92 -128 20 -118 -30Z', dark)),
  tufts: ({ main }) => both(path('M-128 -70 L-150 -180 L-56 -112Z', main)),
  none: () => '',
};

const HEADS: Readonly<Record<NonNullable<Animal['head']>, string>> = {
  round: 'M0 -126 C104 -126 158 -60 158 22 C158 104 92 152 0 152 C-92 152 -158 104 -158 22 C-158 -60 -104 -126 0 -126Z',
  tufted:
    'M0 -122 C98 -122 150 -64 154 6 L188 34 L164 52 L176 88 L134 96 C100 136 50 156 0 156 C-50 156 -100 136 -134 96 L-176 88 L-164 52 L-188 34 L-154 6 C-150 -64 -98 -122 0 -122Z',
  wide: 'M0 -96 C120 -100 182 -40 182 34 C182 110 104 146 0 146 C-104 146 -182 110 -182 34 C-182 -40 -120 -100 0 -96Z',
};

const MUZZLES: Readonly<Record<Muzzle, Draw>> = {
  snout: ({ light }) =>
    ellipse(0, 84, 74, 56, light, BARE) +
    path('M-22 46 C-8 38 8 38 22 46 C20 62 8 70 0 72 C-8 70 -20 62 -22 46Z', NOSE, BARE) +
    stroke('M0 70 V86', NOSE, 6),
  fox: ({ light }) =>
    path(
      'M0 64 C34 18 100 16 142 44 C124 118 62 150 0 150 C-62 150 -124 118 -142 44 C-100 16 -34 18 0 64Z',
      light,
      BARE,
    ) + path('M-20 58 C-8 50 8 50 20 58 C18 72 8 78 0 80 C-8 78 -18 72 -20 58Z', NOSE, BARE),
  pig: ({ dark, light }) =>
    ellipse(0, 62, 52, 38, light) + ellipse(-18, 62, 9, 14, dark, BARE) + ellipse(18, 62, 9, 14, dark, BARE),
  beak: () =>
    path('M-40 42 C-20 26 20 26 40 42 C30 74 10 92 0 94 C-10 92 -30 74 -40 42Z', '#ffb020') +
    stroke('M-34 50 Q0 62 34 50', '#c9780a', 6),
  wide: ({ light }) =>
    ellipse(0, 90, 112, 46, light, BARE) + circle(-20, 52, 6, NOSE, BARE) + circle(20, 52, 6, NOSE, BARE),
  none: () => '',
};

const whiskers = ({ line }: Paint): string =>
  both(stroke('M-86 70 L-170 52 M-88 88 L-176 92 M-84 106 L-164 128', line, 5));

/** The head of an animal. */
const animal =
  ({ ears, muzzle, behind, marks, front, whiskers: hasWhiskers = false, head = 'round' }: Animal): Draw =>
  (paint) => {
    const mouthY = muzzle === 'none' ? 62 : muzzle === 'fox' ? 96 : 98;
    return (
      (behind?.(paint) ?? '') +
      EARS[ears](paint) +
      path(HEADS[head], paint.main) +
      group(
        head === 'wide' ? 'translate(-20 28)' : '',
        path('M-120 -58 C-90 -104 -40 -116 -4 -116 C-60 -96 -96 -60 -116 -8Z', '#fff', `${BARE} fill-opacity="0.22"`),
      ) +
      (marks?.(paint) ?? '') +
      MUZZLES[muzzle](paint) +
      (hasWhiskers ? whiskers(paint) : '') +
      expression(paint, {
        x: muzzle === 'wide' ? 76 : 66,
        y: muzzle === 'wide' ? -6 : 4,
        mouthY,
        scale: muzzle === 'none' ? 1.1 : 0.95,
        noMouth: muzzle === 'beak',
      }) +
      (front?.(paint) ?? '')
    );
  };

const stripes: Draw = ({ dark }) =>
  path('M-14 -124 H14 L0 -62Z M-58 -116 L-30 -122 L-34 -70Z M58 -116 L30 -122 L34 -70Z', dark, BARE) +
  both(path('M-156 4 L-104 20 L-154 38Z M-152 56 L-106 60 L-144 84Z', dark, BARE));
const mane: Draw = ({ dark }) =>
  Array.from({ length: 14 }, (_, at) =>
    group(`rotate(${(at * 360) / 14}) translate(0 -138)`, ellipse(0, 0, 52, 60, dark)),
  ).join('');
const gills: Draw = ({ main }) =>
  both(
    [-34, 0, 34]
      .map((angle) =>
        group(
          `translate(-160 0) rotate(${angle})`,
          path('M20 0 C-20 -34 -66 -26 -86 0 C-66 26 -20 34 20 0Z', mix(main, '#c2185b', 0.5)) +
            stroke('M0 0 H-70', lighter(main, 0.4), 6),
        ),
      )
      .join(''),
  );
const dragonHorns: Draw = ({ accent, main, dark }) =>
  both(
    path('M-84 -92 C-150 -130 -150 -190 -116 -206 C-116 -160 -80 -150 -48 -116Z', accent) +
      path('M-150 10 L-214 -22 L-182 22 L-212 52 L-172 54 L-180 92 L-128 76Z', darker(main, 0.2)),
  ) + path('M-22 -118 L0 -196 L22 -118Z', dark);
const pandaPatches: Draw = () => both(ellipse(-66, 6, 46, 52, '#33304a', `${BARE} transform="rotate(18 -66 6)"`));
const raccoonMask: Draw = ({ dark, light }) =>
  both(path('M-10 -20 C-70 -40 -140 -10 -156 40 C-110 62 -40 50 -10 20Z', dark, BARE)) +
  path('M-16 -110 H16 L8 20 H-8Z', light, BARE);
const owlDiscs: Draw = ({ light }) => both(circle(-66, 4, 62, light, BARE));
const unicornHorn: Draw = ({ accent, random }) =>
  path('M-26 -118 L0 -226 L26 -118Z', '#ffd76a') +
  stroke('M-18 -142 L14 -150 M-13 -168 L9 -174', '#d99a1c', 6) +
  path('M-150 -60 C-196 20 -176 110 -140 150 C-150 90 -120 40 -92 -60Z', random.pick([accent, '#b388ff', '#7fd8ff']));
const penguinBib: Draw = () =>
  path(
    'M0 -30 C40 -92 128 -70 128 20 C128 104 66 142 0 142 C-66 142 -128 104 -128 20 C-128 -70 -40 -92 0 -30Z',
    '#f7f7fb',
    BARE,
  );
const comb: Draw = () =>
  path('M-46 -112 C-60 -176 -16 -176 -10 -146 C-4 -190 44 -184 36 -146 C62 -166 78 -126 54 -106Z', '#e5383b');
const cowHorns: Draw = ({ light }) =>
  both(path('M-112 -84 C-164 -100 -176 -150 -156 -176 C-146 -140 -110 -132 -84 -112Z', light)) +
  both(ellipse(-168, -24, 44, 24, '#5b4636'));
const spots: Draw = ({ dark }) =>
  ellipse(-78, -44, 46, 38, dark, `${BARE} fill-opacity="0.85"`) +
  ellipse(96, 72, 34, 30, dark, `${BARE} fill-opacity="0.85"`);
const frogEyes: Draw = ({ main }) =>
  both(
    circle(-86, -92, 54, main) +
      circle(-86, -96, 34, '#fff', BARE) +
      circle(-82, -92, 18, '#241a33', BARE) +
      circle(-88, -99, 6, '#fff', BARE),
  );
const arms: Draw = ({ main, dark }) =>
  [-150, -92, -32, 32, 92, 150]
    .map((x, at) =>
      group(
        `translate(${x} 110)`,
        path(
          `M-26 -40 C-34 30 ${at % 2 ? -50 : 30} 60 ${at % 2 ? -20 : 4} 84 C30 70 28 20 26 -40Z`,
          at % 2 ? main : darker(main, 0.12),
        ) + circle(0, 34, 7, dark, `${BARE} fill-opacity="0.4"`),
      ),
    )
    .join('');
const fin: Draw = ({ dark }) => path('M-30 -110 C-10 -190 60 -206 84 -206 C70 -160 80 -126 96 -96Z', dark);
const teeth: Draw = () =>
  path('M-84 92 L-66 118 L-46 96 L-24 124 L0 100 L24 124 L46 96 L66 118 L84 92 C40 108 -40 108 -84 92Z', '#fff');
const spikes: Draw = ({ dark }) =>
  [-100, -52, 0, 52, 100]
    .map((x) => path(`M${x - 30} -92 L${x} ${-170 + Math.abs(x) * 0.4} L${x + 30} -92Z`, dark))
    .join('');
const antennae: Draw = ({ line }) =>
  both(stroke('M-40 -116 C-60 -160 -80 -176 -100 -180', line, 9) + circle(-104, -180, 13, line, BARE));
const beeStripes: Draw = () =>
  path(
    'M-150 60 C-60 90 60 90 150 60 L140 92 C60 122 -60 122 -140 92Z M-100 -96 C-40 -76 40 -76 100 -96 L124 -70 C50 -44 -50 -44 -124 -70Z',
    '#33283a',
    BARE,
  );

/** Heads of animals by name. */
export const ANIMALS: Readonly<Record<string, Draw>> = {
  fox: animal({ ears: 'pointed', muzzle: 'fox', head: 'tufted' }),
  cat: animal({ ears: 'pointed', muzzle: 'snout', whiskers: true }),
  dog: animal({ ears: 'floppy', muzzle: 'snout', marks: spots }),
  wolf: animal({
    ears: 'pointed',
    muzzle: 'fox',
    head: 'tufted',
    marks: ({ dark }) =>
      path(
        'M0 -120 C40 -118 70 -96 84 -70 C40 -66 14 -40 0 10 C-14 -40 -40 -66 -84 -70 C-70 -96 -40 -118 0 -120Z',
        dark,
        `${BARE} fill-opacity="0.75"`,
      ),
  }),
  bear: animal({ ears: 'round', muzzle: 'snout' }),
  panda: animal({ ears: 'round', muzzle: 'snout', marks: pandaPatches }),
  koala: animal({ ears: 'round', muzzle: 'none', front: () => ellipse(0, 40, 26, 40, '#3a2f44', BARE) }),
  rabbit: animal({ ears: 'long', muzzle: 'snout', whiskers: true }),
  lion: animal({ ears: 'round', muzzle: 'snout', behind: mane }),
  tiger: animal({ ears: 'round', muzzle: 'snout', marks: stripes, whiskers: true }),
  raccoon: animal({ ears: 'pointed', muzzle: 'fox', head: 'tufted', marks: raccoonMask }),
  mouse: animal({ ears: 'round', muzzle: 'snout', whiskers: true }),
  hamster: animal({ ears: 'round', muzzle: 'snout', head: 'wide' }),
  monkey: animal({ ears: 'round', muzzle: 'wide', marks: ({ light }) => both(ellipse(-52, 0, 58, 60, light, BARE)) }),
  pig: animal({ ears: 'tufts', muzzle: 'pig' }),
  cow: animal({ ears: 'none', muzzle: 'wide', behind: cowHorns, marks: spots }),
  unicorn: animal({ ears: 'tufts', muzzle: 'snout', behind: unicornHorn }),
  frog: animal({ ears: 'none', muzzle: 'none', head: 'wide', front: frogEyes }),
  axolotl: animal({ ears: 'none', muzzle: 'none', head: 'wide', behind: gills }),
  dragon: animal({
    ears: 'none',
    muzzle: 'wide',
    behind: dragonHorns,
    front: () => both(path('M-64 116 l14 26 l14 -24Z', '#fff')),
  }),
  dinosaur: animal({ ears: 'none', muzzle: 'wide', behind: spikes, head: 'wide' }),
  owl: animal({ ears: 'tufts', muzzle: 'beak', marks: owlDiscs }),
  bird: animal({
    ears: 'none',
    muzzle: 'beak',
    behind: ({ accent }) => path('M-20 -110 C-40 -190 30 -200 20 -160 C60 -190 70 -140 24 -108Z', accent),
  }),
  chicken: animal({
    ears: 'none',
    muzzle: 'beak',
    behind: comb,
    front: () => path('M-16 96 C-30 140 30 140 16 96Z', '#e5383b'),
  }),
  penguin: animal({ ears: 'none', muzzle: 'beak', marks: penguinBib }),
  octopus: animal({
    ears: 'none',
    muzzle: 'none',
    behind: arms,
    front: ({ dark }) =>
      circle(-70, -70, 13, dark, `${BARE} fill-opacity="0.4"`) +
      circle(-36, -92, 9, dark, `${BARE} fill-opacity="0.4"`),
  }),
  shark: animal({ ears: 'none', muzzle: 'wide', behind: fin, head: 'wide', front: teeth }),
  bee: animal({ ears: 'none', muzzle: 'none', behind: antennae, marks: beeStripes }),
};
