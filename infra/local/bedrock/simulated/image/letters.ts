import { group, rect } from './paint.ts';
import { hashOf } from './random.ts';

/** Five rows of three cells, each row an octal digit, its leftmost cell the 4. */
const GLYPHS: Readonly<Record<string, string>> = {
  A: '25755',
  B: '65656',
  C: '34443',
  D: '65556',
  E: '74647',
  F: '74644',
  G: '34553',
  H: '55755',
  I: '72227',
  J: '11152',
  K: '55655',
  L: '44447',
  M: '57755',
  N: '65555',
  O: '25552',
  P: '65644',
  Q: '25563',
  R: '65655',
  S: '34216',
  T: '72222',
  U: '55557',
  V: '55552',
  W: '55775',
  X: '55255',
  Y: '55222',
  Z: '71247',
  0: '75557',
  1: '26227',
  2: '61247',
  3: '61216',
  4: '55711',
  5: '74616',
  6: '34757',
  7: '71244',
  8: '75757',
  9: '75716',
  '!': '22202',
  '?': '61202',
};

/** Of another script: a block that no letter is like, and always the same. */
const rowsOf = (letter: string): string =>
  GLYPHS[letter.normalize('NFD').slice(0, 1).toUpperCase()] ?? hashOf(letter).toString(8).padStart(5, '5').slice(-5);

/** Letters as blocks: no font is needed to see that a model has written something. */
export function lettersSvg(
  letters: string,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const size = Math.min((width * 0.9) / Math.max(1, letters.length), height * 0.16);
  const cell = size * 0.26;
  const glyph = (letter: string, at: number) => {
    const places = [...rowsOf(letter)].flatMap((row, y) =>
      [0, 1, 2].flatMap((x) => (Number(row) & (4 >> x) ? [[x, y]] : [])),
    );
    const cells = (grow: number, color: string) =>
      places
        .map(([x = 0, y = 0]) => rect(x * cell - grow, y * cell - grow, cell + 2 * grow, cell + 2 * grow, 0, color))
        .join('');
    return group(
      `translate(${width * 0.05 + at * size} ${height * 0.78})`,
      cells(size * 0.05, '#241a33') + cells(size * 0.005, '#ffffff'),
    );
  };
  return [...letters].map((letter, at) => (letter === ' ' ? '' : glyph(letter, at))).join('');
}
