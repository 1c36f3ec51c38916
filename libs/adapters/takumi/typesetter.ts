import type { Drawing, PlacedLine, Typeface } from '#ports/drawing';
import { type CharacterSources, type Characters, loadCharacters } from './characters.ts';
import { type ShapedLine, shapeLine } from './shape-line.ts';

export interface Typesetter extends Pick<Drawing, 'measure' | 'undrawable'> {
  /** In the order of the lines. */
  shape(lines: readonly PlacedLine[]): Promise<readonly ShapedLine[]>;
}

export function createTypesetter(sources: CharacterSources): Typesetter {
  return {
    async measure(texts, typeface) {
      const characters = await loadCharacters(texts, typeface, sources);
      return (line, isRightToLeft) => {
        const { ink } = shapeLine(line, isRightToLeft, characters);
        return { width: ink.right - ink.left, ascent: ink.top, descent: -ink.bottom };
      };
    },

    async undrawable(texts) {
      return (await loadCharacters(texts, 'sans', sources)).undrawable;
    },

    async shape(lines) {
      const texts = lines.map(({ line }) => line);
      const typefaces = [...new Set(lines.map(({ typeface }) => typeface))];
      const loaded = new Map<Typeface, Characters>();
      for (const typeface of typefaces) loaded.set(typeface, await loadCharacters(texts, typeface, sources));
      return lines.flatMap(({ line, isRightToLeft, typeface }) => {
        const characters = loaded.get(typeface);
        return characters ? [shapeLine(line, isRightToLeft, characters)] : [];
      });
    },
  };
}
