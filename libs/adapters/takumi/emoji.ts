import { readPackageJson } from './package-file.ts';

const PACKAGE = '@iconify-json/twemoji';

interface Icons {
  readonly icons: Readonly<Record<string, { readonly body: string }>>;
  readonly aliases?: Readonly<Record<string, { readonly parent: string }>>;
}

/** The drawings of the emoji set Twemoji: SVG elements in a square of 36 × 36 units. */
export interface Emoji {
  /** @returns `undefined` for a sequence without a drawing of its own. */
  drawingOf(sequence: string): string | undefined;
}

/** The edge of each drawing's square. */
export const EMOJI_UNITS = 36;

export async function loadEmoji(): Promise<Emoji> {
  const [names, { icons, aliases = {} }] = await Promise.all([
    readPackageJson<Readonly<Record<string, string>>>(PACKAGE, 'chars.json'),
    readPackageJson<Icons>(PACKAGE, 'icons.json'),
  ]);
  return {
    drawingOf(sequence) {
      const name = keycapName(sequence) ?? names[keyOf(sequence)];
      return name === undefined ? undefined : icons[aliases[name]?.parent ?? name]?.body;
    },
  };
}

/** Keys have no variation selectors. */
const keyOf = (sequence: string) =>
  [...sequence.replaceAll('\uFE0F', '')].map((character) => character.codePointAt(0)?.toString(16)).join('-');

/** Keycaps have a name only. */
const keycapName = (sequence: string) => {
  const [, key] = /^([#*\d])\uFE0F?\u20E3$/.exec(sequence) ?? [];
  if (key === undefined) return undefined;
  return `keycap-${{ '#': 'pound', '*': 'asterisk' }[key] ?? key}`;
};
