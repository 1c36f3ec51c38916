import type { Typeface } from '#ports/drawing';

/** Words in the names of fonts, and the bundled typeface that is nearest. The first row that matches counts. */
const WORDS: readonly (readonly [RegExp, Typeface])[] = [
  [/pixel|8.?bit|press start|silkscreen|vt323|minecraft|arcade|bitmap/, 'pixel'],
  [/mono|code|console|consolas|courier|menlo|typewriter|terminal|plex mono/, 'mono'],
  [/script|hand|brush|cursive|pacifico|lobster|caveat|dancing|marker|signature|great vibes|satisfy/, 'script'],
  [/comic|bangers|luckiest|boogaloo|cartoon|chewy|bungee/, 'comic'],
  [/impact|anton|black ops|league gothic|ultra|passion one|alfa slab|haettenschweiler/, 'impact'],
  [/condensed|narrow|oswald|bebas|teko|antonio|fjalla|big shoulders/, 'condensed'],
  [/round|fredoka|nunito|quicksand|baloo|varela|comfortaa|bubble|dosis|poppins/, 'rounded'],
  [/sans|grotesk|grotesque|gothic/, 'sans'],
  [/serif|playfair|times|georgia|garamond|merriweather|lora|bodoni|didot|baskerville|cinzel|slab|roman/, 'serif'],
];

/** @returns the bundled typeface that is nearest to a brand's font, or `otherwise`. */
export function typefaceOf(fontName: string | undefined, otherwise: Typeface): Typeface {
  if (fontName === undefined) return otherwise;
  const name = fontName.toLowerCase();
  return WORDS.find(([words]) => words.test(name))?.[1] ?? 'sans';
}
