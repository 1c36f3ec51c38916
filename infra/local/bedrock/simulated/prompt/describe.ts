import type { AssetType } from '#contract/prompt-coach/asset-types';
import { DESCRIPTION_MAX } from '#contract/prompt-coach/intent';
import { countWords } from '../base/phrasing.ts';
import type { Picture } from './apply-changes.ts';
import type { Language } from './language.ts';
import { PLACED } from './read-idea.ts';
import type { SessionState } from './session-state.ts';
import { ARTICLE } from './vocabulary.ts';

const MIN_WORDS = 20;
const MAX_WORDS = 60;

type Frame = 'emote' | 'badge' | 'title' | 'wide' | 'overlay' | 'offline' | 'panel' | 'square' | 'story';

const FRAMES: Readonly<Record<AssetType, Frame>> = {
  thumbnail: 'title',
  youtube_thumbnail: 'title',
  overlay: 'overlay',
  banner: 'wide',
  twitch_banner: 'wide',
  twitch_emote: 'emote',
  twitch_badge: 'badge',
  twitch_panel: 'panel',
  twitch_offline: 'offline',
  clip_cover: 'square',
  story_graphic: 'story',
  tiktok_story: 'story',
  instagram_story: 'story',
  instagram_reel: 'story',
};

/** How a picture is composed when the person says nothing about it. */
const COMPOSITIONS: Readonly<Record<Language, Readonly<Record<Frame, string>>>> = {
  en: {
    emote: 'close-up of the head with bold outlines and large shapes that stay readable at 28 pixels',
    badge: 'one centred icon with thick outlines that stays readable at 18 pixels',
    title: 'large subject on the right, free room for a title on the left',
    wide: 'wide composition, subject on the right, quiet left half',
    overlay: 'decorated frame along the edges, empty middle for the game',
    offline: 'subject on the right, free room on the left',
    panel: 'wide composition, subject on the right, free room on the left',
    square: 'large subject in the upper half of the square, quiet below',
    story: 'upright composition, subject in the upper half, free room below',
  },
  de: {
    emote: 'Nahaufnahme des Kopfes mit kräftigen Konturen und großen Formen, bei 28 Pixeln noch erkennbar',
    badge: 'ein mittiges Symbol mit dicken Konturen, bei 18 Pixeln noch erkennbar',
    title: 'Motiv groß auf der rechten Seite, links freier Platz für einen Titel',
    wide: 'breiter Aufbau, Motiv rechts im Bild, ruhige linke Hälfte',
    overlay: 'verzierter Rahmen an den Rändern, leere Mitte für das Spiel',
    offline: 'Motiv rechts im Bild, links freier Platz',
    panel: 'breiter Aufbau, Motiv rechts im Bild, links freier Platz',
    square: 'Motiv groß in der oberen Hälfte des Quadrats, darunter ruhig',
    story: 'hochformatiger Aufbau, Motiv in der oberen Hälfte, darunter freier Platz',
  },
};

export const defaultComposition = (assetType: AssetType, language: Language): string =>
  COMPOSITIONS[language][FRAMES[assetType]];

/** Light and energy of each mood. The mood's own name is never part of a description. */
const MOODS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    hype: 'energetic stage light, saturated colours and a sense of speed',
    cozy: 'warm lamplight and a homely, snug feeling',
    rage: 'hard light from below, strong contrast and sharp edges',
    chill: 'relaxed evening light and an easy, laid-back feeling',
  },
  de: {
    hype: 'energiegeladenem Bühnenlicht, satten Farben und viel Tempo',
    cozy: 'warmem Lampenlicht und heimeliger Stimmung',
    rage: 'hartem Licht von unten, starkem Kontrast und scharfen Kanten',
    chill: 'entspanntem Abendlicht und lässiger Stimmung',
  },
};

function moodWords(mood: string | undefined, language: Language): string {
  if (mood === undefined) return '';
  const name = mood.toLowerCase();
  const known = MOODS[language][name];
  if (known !== undefined) return known;
  const own = mood.replace(/^custom\W*/i, '').trim();
  if (own === '') return '';
  return language === 'de' ? `einer Stimmung wie „${own}“` : `the feeling of ${own}`;
}

/** What is said when a description is too short to draw from. */
const FILLERS: Readonly<Record<Language, readonly string[]>> = {
  en: ['The subject stands out clearly from everything around it.', 'Crisp shapes and a strong silhouette.'],
  de: ['Das Motiv hebt sich klar von allem anderen ab.', 'Klare Formen und eine starke Silhouette.'],
};

const joined = (items: readonly string[], word: string): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;

export const capitalized = (text: string): string => text.replace(/^\p{L}/u, (letter) => letter.toUpperCase());

/** `a happy fox`, with the article that English needs. */
export function nounOf({ subject, emotion }: Pick<Picture, 'subject' | 'emotion'>): string {
  const words = [/^in /i.test(emotion) ? '' : emotion, subject.replace(ARTICLE, '')].filter(Boolean).join(' ');
  const isCounted = /^(?:two|three|four|five|many|several|\d)|(?:[^s]s|people|children|men|women)$/i.test(subject);
  if (isCounted) return words;
  return `${/^[aeiou]/i.test(words) ? 'an' : 'a'} ${words}`;
}

const UNCOUNTED =
  /(?:s|fur|hair|fire|smoke|light|lighting|lightning|snow|rain|water|gold|glitter|contrast|armou?r|glow|fog|mist|food|detail|energy|magic|confetti|ice|lava|dust|grass|steam|blood|people|hands|feet|teeth)$/i;
const COUNTED =
  /^(?:an?|the|one|two|three|four|five|\d+|little|few|plenty|many|much|no|main|his|her|its|my|some|more|less)\s/i;

/** `banana` → `a banana`, as English needs it in a sentence. */
export function elementInWords(element: string): string {
  const head =
    element.split(/\s+(?:with|of|in|on|at|for|from|that|and|around|behind|coming|pouring|falling)\s/i)[0] ?? element;
  if (COUNTED.test(element) || UNCOUNTED.test(head) || /^\p{Lu}/u.test(element)) return element;
  return `${/^[aeiou]/i.test(element) ? 'an' : 'a'} ${element}`;
}

function mainSentence(picture: Picture, language: Language): string {
  const { subject, action, emotion, elements } = picture;
  const placed = elements.filter((element) => PLACED.test(element));
  const others = elements.filter((element) => !PLACED.test(element));
  if (language === 'de') {
    const parts = [
      [subject, others.length > 0 ? `mit ${joined(others, 'und')}` : '', ...placed].filter(Boolean).join(' '),
      emotion && `Ausdruck ${emotion}`,
      action,
    ];
    return `${capitalized(parts.filter(Boolean).join(', '))}.`;
  }
  const who = [nounOf(picture), /^in /i.test(emotion) ? emotion : '', action, ...placed].filter(Boolean).join(' ');
  const having =
    others.length > 0
      ? `${action || placed.length > 0 ? ',' : ''} with ${joined(others.map(elementInWords), 'and')}`
      : '';
  return `${capitalized(who)}${having}.`;
}

function styleSentence({ style }: Picture, { mood, colors }: SessionState, language: Language): string {
  const light = moodWords(mood, language);
  const brand = colors.slice(0, 3).map(({ name, hex }) => `${name} ${hex}`);
  if (language === 'de') {
    const said = [style && `Stil: ${style}`, light && `${style ? 'mit' : 'Bild mit'} ${light}`]
      .filter(Boolean)
      .join(', ');
    const tinted = brand.length > 0 ? `Farben: ${joined(brand, 'und')}.` : '';
    return [said && `${said}.`, tinted].filter(Boolean).join(' ');
  }
  const named = /(?:style|art|render|illustration)$/i.test(style) ? style : `${style} style`;
  const said = [style && `In ${named}`, light && `${style ? 'with' : 'Lit with'} ${light}`].filter(Boolean).join(', ');
  const tinted = brand.length > 0 ? `Coloured in ${joined(brand, 'and')}.` : '';
  return [said && `${said}.`, tinted].filter(Boolean).join(' ');
}

/** Describes the picture in 20 to 60 words, without the texts that the product draws itself. */
export function describe(picture: Picture, state: SessionState, language: Language): string {
  const write = (count: number, fillers: number) =>
    [
      mainSentence({ ...picture, elements: picture.elements.slice(0, count) }, language),
      styleSentence(picture, state, language),
      `${capitalized(picture.composition || defaultComposition(state.assetType, language))}.`,
      ...FILLERS[language].slice(0, fillers),
    ]
      .filter(Boolean)
      .join(' ');
  const fits = (text: string) => countWords(text) <= MAX_WORDS && [...text].length <= DESCRIPTION_MAX;
  let count = picture.elements.length;
  while (count > 0 && !fits(write(count, 0))) count -= 1;
  const fillers = [0, 1, 2].find((many) => countWords(write(count, many)) >= MIN_WORDS) ?? 2;
  return [...write(count, fillers)].slice(0, DESCRIPTION_MAX).join('');
}
