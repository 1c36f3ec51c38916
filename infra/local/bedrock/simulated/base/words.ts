import { datesIn } from './dates.ts';
import { withDigits } from './digits.ts';
import { quantitiesIn, READ } from './quantities.ts';
import { unitOf } from './units.ts';

/** Stop words in English, German and Spanish: articles, pronouns, prepositions and common verbs. */
const STOP: ReadonlySet<string> = new Set(
  `a an the this that these those my our your his her its their some any all no not i me we us you it they them he she who
  what which when where why how and or but so then than as if of in on at to for from with without by about into over
  after before up down out off per just only also too very really please can could would should will shall may might do
  does did done doing be am is are was were been being have has had i'm i've i'll it's that's let lets get got make made
  go went going took take finished completed hit new today yesterday tomorrow now last next this morning noon afternoon
  evening night again more less most much many few lot felt feel like overall want need think know tell show give log save
  remember day days week weeks month months year years hi hello hey thanks thank ok okay yes yeah there here one
  der die das den dem des ein eine einen einem einer mein meine meinen und oder aber dann als wenn von im in am an auf aus
  bei mit ohne für über nach vor zu zum zur um ich du er sie es wir ihr mich mir dich dir uns ist sind war waren bin habe
  hab hat haben hatte gemacht heute gestern morgen noch auch nur sehr bitte kann kannst
  el la los las un una unos unas mi mis tu su y o pero con sin de del en por para al que yo tú él ella nosotros es son fue
  fui hice he ha hoy ayer esta este muy también por favor`.split(/\s+/),
);

const WORD = /[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu;

export const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(WORD) ?? [];

/** The distinct content words of a text, in order. */
export const contentWordsOf = (text: string): readonly string[] => [
  ...new Set(wordsOf(withDigits(text)).filter((word) => !STOP.has(word) && !unitOf(word) && /\p{L}{2}/u.test(word))),
];

/** Splits an identifier into words: `timeSeconds` → `time seconds`, `write_title` → `write title`. */
export const spaced = (name: string): string =>
  name
    .replace(/(?<=[\p{Ll}\d])(?=\p{Lu})/gu, ' ')
    .replace(/[_.-]+/g, ' ')
    .toLowerCase()
    .trim();

/** A crude stem, equal for `squats`, `squatted` and `squatting`. */
export const stemOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/^(\p{L}{3,}?)(?:ing|ed|es|e|s)$/u, '$1')
    .replace(/(\p{L})\1$/u, '$1');

export const sharesWord = (one: readonly string[], other: readonly string[]): boolean => {
  const stems = new Set(other.map(stemOf));
  return one.some((word) => word.length > 2 && stems.has(stemOf(word)));
};

/** The topic of a text: its longest run of words without quantities, dates and surrounding stop words. */
export function nameIn(text: string, today: string | undefined): string | undefined {
  const { rest } = quantitiesIn(datesIn(text, today).rest);
  const rows = rest.split(new RegExp(`[${READ},.;:!?()"]+|\\s-\\s`)).map((row) => {
    const words = row.match(WORD) ?? [];
    const from = words.findIndex((word) => !STOP.has(word));
    const to = words.findLastIndex((word) => !STOP.has(word));
    return from < 0 ? [] : words.slice(from, to + 1);
  });
  const longest = rows.reduce((best, row) => (row.length > best.length ? row : best), []);
  return longest.length > 0 ? longest.join(' ') : undefined;
}

/** The items of a list in a text, without articles and without negated ones. */
export const listedIn = (text: string): readonly string[] =>
  text
    .split(/[,;]\s+|\s+(?:and|with|plus|und|mit|y|con)\s+/iu)
    .map((item) =>
      item
        .trim()
        .replace(/^(?:an?|the|some|eine?n?|der|die|das|una?|el|la)\s+/iu, '')
        .replace(/[.!?]+$/, ''),
    )
    .filter((item) => /\p{L}/u.test(item) && !/^(?:no|not|without|keine?n?|ohne|sin)\s/iu.test(item));

/** The quoted parts of a text. */
export const quotedIn = (text: string): readonly string[] =>
  [...text.matchAll(/["“„«]([^"“”„«»]{1,200})["”“»]|(?<![\p{L}\d])['‘]([^'’]{2,200})['’](?![\p{L}\d])/gu)].flatMap(
    ([, double, single]) => double ?? single ?? [],
  );
