import { BARE, circle, ellipse, FLAME, group, HEART, type Paint, path, starPath, stroke } from './paint.ts';
import { cap, crownTop, glasses, headset, sunglasses, wizardHat } from './people.ts';
import type { Scene } from './read-scene.ts';
import { THINGS } from './things.ts';

const held = (name: string, paint: Paint, transform: string): string => group(transform, THINGS[name]?.(paint) ?? '');

const paw = ({ main, light, line }: Paint): string =>
  group(
    'translate(158 96) rotate(18)',
    path('M-44 92 C-60 20 -50 -56 0 -60 C50 -56 60 20 44 92 C24 108 -24 108 -44 92Z', main) +
      ellipse(0, -14, 24, 22, light, BARE) +
      [-30, 0, 30].map((x) => circle(x, -50 + Math.abs(x) * 0.4, 15, light, BARE)).join('') +
      stroke('M74 -74 q22 14 20 40 M92 -98 q34 20 32 62', line, 9),
  );

/** What a figure wears or holds, drawn over its head. */
export function accessories({ extras }: Scene, paint: Paint): string {
  const has = (name: string) => extras.has(name);
  const metal = { ...paint, main: '#8d5a34', accent: '#f5b70a', light: '#f5b70a' };
  return [
    has('sunglasses') ? group('translate(0 8)', sunglasses(paint)) : has('glasses') ? glasses(paint) : '',
    has('headset') ? headset(paint) : '',
    has('wizardHat') ? group('translate(0 -36)', wizardHat({ ...paint, main: '#6d4fd0', accent: '#ffd23f' })) : '',
    has('cap') && !has('wizardHat')
      ? group('translate(0 -26)', cap({ ...paint, main: paint.accent, accent: paint.light }))
      : '',
    has('crown') ? group('translate(0 -24)', crownTop(paint)) : '',
    has('waving') ? paw(paint) : '',
    has('sword') ? held('sword', metal, 'translate(122 92) scale(0.54)') : '',
    has('cup')
      ? held(
          'cup',
          { ...paint, main: '#f7f3ea', light: '#ffffff', feeling: 'sleepy' },
          'translate(130 120) scale(0.42)',
        )
      : '',
    has('controller')
      ? held('controller', { ...paint, main: '#4b4a8f', dark: '#2b2a55' }, 'translate(0 164) scale(0.56)')
      : '',
    has('trophy') ? held('trophy', { ...paint, dark: '#5a3a24' }, 'translate(146 96) scale(0.46)') : '',
  ].join('');
}

/** Small shapes around a figure. `x` and `y` are in its square from -200 to 200. */
export function sparks({ extras }: Scene, paint: Paint): string {
  const { random, accent } = paint;
  const around = (count: number, draw: (at: number) => string): string =>
    Array.from({ length: count }, (_, at) => {
      const angle = (at / count) * Math.PI * 2 + random.between(0, 0.7);
      const radius = random.between(188, 236);
      return group(
        `translate(${(Math.cos(angle) * radius).toFixed(0)} ${(Math.sin(angle) * radius * 0.9).toFixed(0)}) scale(${random.between(0.7, 1.25).toFixed(2)})`,
        draw(at),
      );
    }).join('');
  const shapes: Readonly<Record<string, () => string>> = {
    sparkles: () => around(9, () => path(starPath(4, 32, 8), '#fff3b0', 'stroke="#f5b70a" stroke-width="5"')),
    hearts: () => around(7, () => path(HEART, '#ff4d7e', 'transform="scale(0.36)" stroke-width="16"')),
    stars: () => around(8, (at) => path(starPath(5, 28, 12), at % 2 ? '#ffd23f' : accent)),
    flowers: () =>
      around(
        7,
        () =>
          [0, 72, 144, 216, 288]
            .map((turn) => group(`rotate(${turn})`, ellipse(0, -18, 11, 15, '#ff9ec7', BARE)))
            .join('') + circle(0, 0, 10, '#ffd23f', BARE),
      ),
    music: () => around(6, () => ellipse(-8, 16, 13, 10, accent, BARE) + stroke('M4 16 V-24 q18 4 20 20', accent, 7)),
    lightning: () => around(6, () => path('M8 -40 L-22 8 H-2 L-10 40 L24 -10 H4Z', '#ffd23f')),
    fire: () => around(8, () => path(FLAME, '#ff7a1a', 'transform="scale(0.36)" stroke-width="14"')),
  };
  return Object.entries(shapes)
    .filter(([name]) => extras.has(name))
    .map(([, draw]) => draw())
    .join('');
}
