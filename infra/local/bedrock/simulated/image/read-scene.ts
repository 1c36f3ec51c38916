import { isNegatedAt } from '../base/negation.ts';
import { colorsIn } from './colors.ts';
import { MOTIFS, type Motif } from './motifs.ts';
import type { Feeling } from './paint.ts';

export type Light = 'neon' | 'dark' | 'warm' | 'pastel' | 'bold' | 'calm' | 'fierce';
export type Technique = 'pixel' | 'sticker' | 'flat' | 'cartoon';
export type Layout = 'head' | 'centre' | 'right' | 'left' | 'upper' | 'frame';

/** What a description asks for. */
export interface Scene {
  /** The most important one first. Empty for a subject that nobody has drawn yet. */
  readonly motifs: readonly Motif[];
  /** What the picture is about, in words. */
  readonly about: string;
  readonly subjectColor: string | undefined;
  readonly backgroundColor: string | undefined;
  /** Further colours, as named. */
  readonly colors: readonly string[];
  readonly feeling: Feeling;
  readonly light: Light;
  readonly technique: Technique;
  readonly layout: Layout;
  readonly isTransparent: boolean;
  readonly extras: ReadonlySet<string>;
  /** 0.6 for small eyes to 1.4 for big ones. */
  readonly eyes: number;
  readonly isTilted: boolean;
}

const rules = <Name extends string>(all: Readonly<Record<Name, string>>) =>
  (Object.entries(all) as [Name, string][]).map(
    ([name, words]) => [name, new RegExp(`(?<![\\p{L}])(?:${words})(?![\\p{L}])`, 'giu')] as const,
  );

const FEELINGS = rules<Feeling>({
  angry:
    'angry|furious|raging|rage|grumpy|mad|fierce|evil|howling|roaring|wütend\\p{L}*|zornig\\p{L}*|grimmig\\p{L}*|böse\\p{L}*',
  sad: 'sad|crying|tears|traurig\\p{L}*|weinend\\p{L}*|weint',
  sleepy: 'sleepy|tired|sleeping|asleep|bored|müde\\p{L}*|schläfrig\\p{L}*|schläft|gelangweilt\\p{L}*',
  surprised: 'surprised|shocked|amazed|überrascht\\p{L}*|schockiert\\p{L}*|erstaunt\\p{L}*',
  scared: 'scared|frightened|afraid|nervous|ängstlich\\p{L}*|nervös\\p{L}*',
  loving: 'loving|in love|adoring|heart eyes|verliebt\\p{L}*',
  excited:
    'excited|hyped|laughing|cheering|joyful|triumphant|victorious|aufgeregt\\p{L}*|lachend\\p{L}*|lacht|jubelt|jubelnd\\p{L}*|siegreich\\p{L}*',
  winking: 'winking|cheeky|zwinkernd\\p{L}*|frech\\p{L}*',
  smug: 'smug|cool|confident|proud|mischievous|stolz\\p{L}*|selbstbewusst\\p{L}*',
  confused: 'confused|puzzled|verwirrt\\p{L}*',
  happy:
    'happy|cheerful|smiling|grinning|cute|friendly|glücklich\\p{L}*|fröhlich\\p{L}*|lächelnd\\p{L}*|grinsend\\p{L}*|süß\\p{L}*',
  calm: 'calm|relaxed|serene|ruhig\\p{L}*|entspannt\\p{L}*',
});
const LIGHTS = rules<Light>({
  neon: 'neon|glowing|cyberpunk|synthwave|vaporwave|leuchtend\\p{L}*',
  dark: 'dark|night|moody|shadowy|spooky|gothic|midnight|dunk(?:el|le[rnms]?)|nacht|düster\\p{L}*',
  pastel: 'pastel|soft|dreamy|kawaii|zart\\p{L}*|sanft\\p{L}*',
  fierce: 'hard light|strong contrast|burning|fiery|hartem licht|starkem kontrast|brennend\\p{L}*',
  warm: 'warm|cosy|cozy|lamplight|sunset|autumn|warme[mnrs]?|lampenlicht|gemütlich\\p{L}*|sonnenuntergang|herbst',
  calm: 'evening light|relaxed|laid-back|calm|abendlicht|entspannte[mnrs]?',
  bold: 'energetic|saturated|vibrant|bright|energiegeladen\\p{L}*|satten',
});
const TECHNIQUES = rules<Technique>({
  pixel: 'pixel(?:ated)?|pixel[- ]?art|pixel-?kunst|(?:8|16|32)[- ]?bit|voxel',
  sticker: 'stickers?|aufkleber|emote',
  flat: 'flat|vector|minimalist\\p{L}*|minimal|low[- ]?poly|flach\\p{L}*',
  cartoon: 'cartoon\\p{L}*|comic\\p{L}*|anime|manga|chibi',
});
const LAYOUTS = rules<Layout>({
  frame: 'frame along the edges|empty middle|rahmen an den rändern|leere mitte',
  head: 'close[- ]?up|headshot|nahaufnahme|one centred icon|mittiges symbol',
  right: '(?:subject )?on the right|rechten seite|rechts im bild',
  left: '(?:subject )?on the left(?! side free)|motiv links|links im bild',
  upper: 'upper half|oberen hälfte',
  centre: 'cent(?:er|re)(?:d|ed)?|middle|mittig|in der mitte',
});
const EXTRAS = rules({
  headset: 'headsets?|headphones|kopfhörern?',
  crown: 'crowns?|tiara|krone',
  wizardHat: '(?:wizard|witch|pointed) hat|zauberhut|hexenhut',
  cap: 'hats?|caps?|beanie|hut|mütze|kappe',
  glasses: 'glasses|brille',
  sunglasses: 'sunglasses|shades|sonnenbrille',
  sparkles: 'sparkles?|glitter|twinkles?|funkeln|glitzer\\p{L}*|funken',
  hearts: 'hearts?|herz(?:en|chen)?',
  stars: 'stars?|sterne?n?',
  fire: 'fire|flames?|feuer|flammen?',
  lightning: 'lightning|bolts?|thunder|blitze?n?',
  flowers: 'flowers?|roses?|petals?|blumen?|rosen?|blüten',
  music: 'music|notes?|musik|noten',
  confetti: 'confetti|party|konfetti',
  snow: 'snow\\p{L}*|winter|schnee\\p{L}*',
  rain: 'rain(?:y|ing|drops?)?|regen(?:tropfen)?',
  bubbles: 'bubbles?|underwater|ocean|blasen|meer',
  leaves: 'leaves|autumn|blätter|laub',
  waving: 'waving|waves|winkt|winkend\\p{L}*',
  sword: 'swords?|blade|katana|schwert(?:er)?',
  cup: 'cups?|mug|coffee|tea|tasse|kaffee|tee',
  controller: 'controllers?|gamepad',
  trophy: 'troph(?:y|ies)|pokale?',
});
const TILT = /(?<!\p{L})(?:jumping|dancing|running|flying|spinning|dab\p{L}*|springt|tanzt|rennt|fliegt)(?!\p{L})/iu;
const BIG_EYES = /(?<!\p{L})(?:big|large|huge|große?n?) (?:\p{L}+ )?(?:eyes|augen)/iu;
const SMALL_EYES = /(?<!\p{L})(?:small|little|tiny|kleine?n?) (?:eyes|augen)/iu;
/** Words about the picture, in which a motif is none. */
const FRAMING =
  /(?:free room|freier platz|readable at|erkennbar|stage light|bühnenlicht|sense of speed|evening light|abendlicht|plain white background)[^.]*/giu;

const indexOf = (text: string, words: RegExp): number =>
  [...text.matchAll(words)].find(({ index }) => !isNegatedAt(text, index))?.index ?? -1;

const first = <Name extends string>(text: string, all: readonly (readonly [Name, RegExp])[], otherwise: Name): Name =>
  all.find(([, words]) => indexOf(text, words) >= 0)?.[0] ?? otherwise;

/** Motifs that are drawn as small shapes around another one. */
const EXTRA_NAMES: Readonly<Record<string, true>> = {
  fire: true,
  star: true,
  heart: true,
  lightning: true,
  music: true,
};

/** Things that a figure wears or has with it, rather than stands beside. */
const WORN: ReadonlySet<string> = new Set([
  'headset',
  'crown',
  'sword',
  'cup',
  'controller',
  'trophy',
  'star',
  'heart',
  'fire',
  'lightning',
  'flower',
  'music',
  'moon',
  'sun',
  'cloud',
]);

function motifsIn(text: string): readonly (Motif & { readonly index: number })[] {
  const found = MOTIFS.flatMap((motif) => {
    const index = indexOf(text, motif.words);
    return index < 0 ? [] : [{ ...motif, index }];
  }).sort((one, other) => one.index - other.index);
  const [head, next] = found;
  // In `pirate ship` and `ninja cat` the second word is what is meant.
  if (head && next && next.index - head.index <= head.name.length + 3 && next.index > head.index)
    return motifsIn(text.slice(next.index));
  const figure = found.find(({ kind }) => kind === 'animal' || kind === 'person');
  const main =
    figure && (found[0]?.kind === 'place' || WORN.has(found[0]?.name ?? '')) && figure.index < 60 ? figure : found[0];
  if (!main) return [];
  const isFigure = main.kind === 'animal' || main.kind === 'person';
  const others = found.filter(
    (motif) =>
      motif !== main &&
      !(WORN.has(motif.name) && (isFigure || motif.name in EXTRA_NAMES)) &&
      !(main.kind === 'person' && motif.name === 'person'),
  );
  return [main, ...others];
}

/** Reads what to draw from a description, in English or German. */
export function readScene(prompt: string, without = ''): Scene {
  const text = prompt.replace(FRAMING, ' ');
  const motifs = motifsIn(text).filter(({ words }) => without.search(words) < 0);
  const colors = colorsIn(text).filter(({ index }) => !isNegatedAt(text, index));
  const [main] = motifs;
  const ofSubject = colors.find(
    ({ index, end }) =>
      (main !== undefined && index < main.index && main.index - end < 12) ||
      /(?:main colou?r|hauptfarbe)\s+$/iu.test(text.slice(0, index)),
  );
  const ofBackground = colors.find(
    ({ end, index }) =>
      /^\s+(?:\p{L}+ )?(?:background|backdrop|sky|hintergrund|himmel)/iu.test(text.slice(end)) ||
      /hintergrund in\s+$/iu.test(text.slice(0, index)),
  );
  const layout = first(prompt, LAYOUTS, 'centre');
  const [beginning = ''] = text.toLowerCase().split(/[.,;]/);
  return {
    motifs,
    about: motifs.map(({ name }) => name).join() || beginning,
    subjectColor: ofSubject?.hex,
    backgroundColor: ofBackground?.hex,
    colors: colors.filter((color) => color !== ofSubject && color !== ofBackground).map(({ hex }) => hex),
    feeling: first(text, FEELINGS, 'calm'),
    light: first(prompt, LIGHTS, 'bold'),
    technique: first(text, TECHNIQUES, 'cartoon'),
    layout,
    isTransparent: /transparent(?:em|er)? (?:background|hintergrund)/iu.test(prompt),
    extras: new Set(EXTRAS.filter(([, words]) => indexOf(text, words) >= 0).map(([name]) => name)),
    eyes: BIG_EYES.test(text) ? 1.35 : SMALL_EYES.test(text) ? 0.7 : 1,
    isTilted: TILT.test(text),
  };
}
