import { darker, lighter } from './colors.ts';
import { BARE, circle, type Draw, group, path, starPath, stroke } from './paint.ts';

const TAU = 360;

/** An abstract emblem for a subject that has no motif of its own. */
export const emblem: Draw = (paint) => {
  const { random, main, accent, light, dark } = paint;
  const petals = random.pick([5, 6, 7, 8]);
  const kind = random.pick(['petals', 'rings', 'shards', 'waves']);
  const turned = (count: number, draw: (at: number) => string, from = 0) =>
    Array.from({ length: count }, (_, at) => group(`rotate(${from + (at * TAU) / count})`, draw(at))).join('');
  const shapes: Readonly<Record<string, () => string>> = {
    petals: () =>
      turned(petals, (at) => path('M0 -30 C-62 -70 -52 -150 0 -176 C52 -150 62 -70 0 -30Z', at % 2 ? main : accent)) +
      turned(petals, () => path('M0 -40 C-22 -70 -20 -112 0 -132 C20 -112 22 -70 0 -40Z', lighter(light, 0.2), BARE)),
    rings: () =>
      circle(0, 0, 172, main) +
      circle(0, 0, 132, lighter(main, 0.3)) +
      turned(petals, () => circle(0, -118, 24, accent), 12) +
      path(starPath(petals, 104, 52), dark),
    shards: () =>
      turned(
        petals,
        (at) =>
          path(`M0 -20 L-40 -96 L0 ${at % 2 ? -186 : -150} L40 -96Z`, at % 2 ? main : lighter(main, 0.3)) +
          path('M0 -20 L0 -150 L40 -96Z', dark, `${BARE} fill-opacity="0.25"`),
      ) + circle(0, 0, 40, accent),
    waves: () =>
      circle(0, 0, 172, darker(main, 0.25)) +
      [0, 1, 2, 3]
        .map((at) =>
          stroke(
            `M-140 ${-60 + at * 46} C-90 ${-116 + at * 46} -46 ${-4 + at * 46} 0 ${-60 + at * 46} S90 ${-4 + at * 46} 140 ${-60 + at * 46}`,
            [lighter(main, 0.3), accent, light, main][at] ?? main,
            26,
          ),
        )
        .join('') +
      path(starPath(4, 56, 18, 0, -4), '#fff'),
  };
  return (
    (shapes[kind]?.() ?? '') +
    (kind === 'petals' ? circle(0, 0, 56, dark) + path(starPath(5, 36, 15), accent, BARE) : '')
  );
};
