/** A word of a text. The parts of a hyphenated word are words too. */
export interface Word {
  /** In lower case, without a possessive ending: `dog` for `Dog's`. A colour value is a word: `#ff0000`. */
  readonly word: string;
  /** Offsets in the text, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** The place of the hyphenated word that it belongs to. Parts of one word have the same place. */
  readonly place: number;
  /** Whether only white space or a hyphen separates it from the word before. */
  readonly isJoined: boolean;
  /** Whether only a comma, or a sign such as `/` or `&`, separates it from the word before. */
  readonly isListed: boolean;
  readonly isNegated: boolean;
}

type Part = Omit<Word, 'isNegated'>;

const WORD = /#[\da-f]{3,8}(?![\p{L}\p{N}\p{M}_])|[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’][\p{L}\p{M}]+)*/giu;
const HYPHEN = /^[-‐‑]$/;
const JOIN = /^(?:\s*|[-‐‑])$/u;
const LIST = /^\s*[,/&+|→]\s*$/u;
const SENTENCE_END = /[.!?;…](?:\s|$)|[\n。！？；]/u;

/** English, its contractions, and German, because a person may describe the picture in either language. */
const NEGATORS = new Set(
  `no not without never avoid cannot dont doesnt didnt isnt arent wasnt wont shouldnt cant
  kein keine keinen keinem keiner ohne nicht nie niemals statt`.split(/\s+/),
);
/** A negation reaches this many words. */
const REACH = 3;
/** `not dark but bright` */
const TURNS = new Set(['but', 'sondern', 'aber']);
/** `text-free` */
const LACKS = new Set(['free', 'less']);

const negates = (word: string): boolean => NEGATORS.has(word) || word.endsWith("n't");

const fold = (text: string): string => text.normalize('NFKC').replaceAll('’', "'").toLowerCase().replace(/'s$/, '');

function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let end = 0;
  let place = -1;
  for (const { 0: found, index: start } of text.matchAll(WORD)) {
    const gap = text.slice(end, start);
    if (end === 0 || !HYPHEN.test(gap)) place += 1;
    const isFirst = end === 0;
    const [isJoined, isListed] = [!isFirst && JOIN.test(gap), !isFirst && LIST.test(gap)];
    parts.push({ word: fold(found), start, end: start + found.length, place, isJoined, isListed });
    end = start + found.length;
  }
  return parts;
}

/** For each place: whether a word there is negated, by up to three places before it in the same sentence. */
function negatedPlaces(text: string, wholes: readonly (readonly Part[])[]): readonly boolean[] {
  let reach = 0;
  let end = 0;
  let before = '';
  return wholes.map((parts) => {
    const [{ word, start } = { word: '', start: 0 }] = parts;
    if (SENTENCE_END.test(text.slice(end, start)) || TURNS.has(word)) reach = 0;
    const isNegated = reach > 0;
    const isNegator = parts.length === 1 && (negates(word) || (word === 'of' && before === 'instead'));
    reach = isNegator ? REACH : reach - 1;
    end = parts.at(-1)?.end ?? end;
    before = word;
    return isNegated;
  });
}

/**
 * The words of a text in order, in time linear in its length.
 *
 * A word is negated by `no`, `not`, `without`, `never`, `avoid`, `instead of` or a contraction such as `don't` in the
 * three words before it, or inside a hyphenated word: `non-realistic`, `text-free`. The end of a sentence and `but` end
 * a negation. A hyphenated word counts as one of the three.
 */
export function wordsOf(text: string): readonly Word[] {
  const parts = partsOf(text);
  const wholes: Part[][] = [];
  for (const part of parts) {
    const whole = wholes[part.place];
    if (whole) whole.push(part);
    else wholes.push([part]);
  }
  const negated = negatedPlaces(text, wholes);
  return wholes.flatMap((whole, place) => {
    const isLacking = whole.length > 1 && LACKS.has(whole.at(-1)?.word ?? '');
    let isNegated = negated[place] === true || isLacking;
    return whole.map((part) => {
      const word = { ...part, isNegated };
      if (whole.length > 1 && (negates(part.word) || part.word === 'non')) isNegated = true;
      return word;
    });
  });
}
