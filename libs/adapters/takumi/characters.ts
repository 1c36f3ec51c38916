import type { Typeface } from '#ports/drawing';
import type { Emoji } from './emoji.ts';
import { type Family, familiesFor } from './families.ts';
import type { Fonts, LoadedFont } from './fonts.ts';

/** A part of a text that one font or one drawing shows. */
export type Piece =
  | { readonly text: string; readonly font: LoadedFont }
  | { readonly text: string; readonly drawing: string };

/** The pieces of each character, as a person counts characters. */
export interface Characters {
  /** @returns `undefined` when the character cannot be drawn. */
  piecesOf(character: string): readonly Piece[] | undefined;
  readonly undrawable: readonly string[];
}

export interface CharacterSources {
  readonly fonts: Fonts;
  /** Called when a text has an emoji. */
  readonly emoji: () => Promise<Emoji>;
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** @returns the characters as a person counts them: a letter with its accents, a family of emoji, a flag. */
export const charactersOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

const PICTOGRAPH = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;
/** Without one of these a pictograph is shown as a letter is, in one color. */
const IN_COLOR = /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\uFE0F|\u200D|\u20E3/u;
/** Fonts need no glyph for these. */
const NO_GLYPH = /^[\p{Default_Ignorable_Code_Point}\p{Zs}]$/u;

/** Finds a font or a drawing for each character of the texts, and loads it. */
export async function loadCharacters(
  texts: readonly string[],
  typeface: Typeface,
  { fonts, emoji }: CharacterSources,
): Promise<Characters> {
  const families = familiesFor(typeface, texts.join(' '));
  const characters = [...new Set([' ', ...texts.flatMap(charactersOf)])];
  const pieces = new Map<string, readonly Piece[]>();
  const find = createFinder(families, { fonts, emoji });
  // One after another: most characters have the same font, which is loaded with the first.
  for (const character of characters) {
    const found = await find(character);
    if (found) pieces.set(character, found);
  }
  return {
    piecesOf: (character) => pieces.get(character),
    undrawable: characters.filter((character) => !pieces.has(character)),
  };
}

type Find = (text: string) => Promise<readonly Piece[] | undefined>;

function createFinder(families: readonly Family[], { fonts, emoji }: CharacterSources): Find {
  const drawn: Find = async (text) => {
    const drawing = (await emoji()).drawingOf(text);
    return drawing === undefined ? undefined : [{ text, drawing }];
  };
  const lettered: Find = async (text) => {
    const codePoints = [...text].filter((part) => !NO_GLYPH.test(part)).map(codePointOf);
    const [first = 0x20] = codePoints;
    // A font that has é needs no separate accent.
    const composed = [...text.normalize('NFC')].filter((part) => !NO_GLYPH.test(part)).map(codePointOf);
    for (const family of families) {
      const candidates = await fonts.of(family, composed[0] ?? first);
      const font = candidates.find(({ has }) => codePoints.every(has) || composed.every(has));
      if (font) return [{ text, font }];
    }
    return undefined;
  };
  const inParts = async (parts: readonly string[]): Promise<readonly Piece[] | undefined> => {
    const found: Piece[] = [];
    for (const part of parts) {
      const pieces = (await lettered(part)) ?? (await drawn(part));
      if (!pieces) return undefined;
      found.push(...pieces);
    }
    return found;
  };
  return async (text) => {
    const isPictograph = PICTOGRAPH.test(text);
    if (isPictograph && IN_COLOR.test(text) && !text.includes('\uFE0E')) {
      // A sequence that is newer than the set is shown as its parts, as the Unicode standard advises.
      const shown = (await drawn(text)) ?? (await allDrawn(text.split('\u200D'), drawn));
      if (shown) return shown;
    }
    const shown = (await lettered(text)) ?? (isPictograph ? await drawn(text) : undefined);
    return shown ?? (text.length > 1 ? inParts([...text]) : undefined);
  };
}

async function allDrawn(parts: readonly string[], drawn: Find): Promise<readonly Piece[] | undefined> {
  const found = await Promise.all(parts.map(drawn));
  const pieces = found.flatMap((part) => part ?? []);
  return parts.length > 1 && pieces.length === parts.length ? pieces : undefined;
}

const codePointOf = (character: string): number => character.codePointAt(0) ?? 0;
