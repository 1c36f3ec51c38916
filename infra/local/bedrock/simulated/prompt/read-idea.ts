import { source } from '../base/pattern.ts';
import { gerundOf } from './actions.ts';
import type { Language } from './language.ts';
import {
  ARTICLE,
  ASSET_AT_END,
  COMPOSITIONS,
  ENDING,
  FEELINGS,
  GERMAN_ACTIONS,
  NO_ACTION,
  NOISE,
  REQUESTS,
  STYLES,
  whole,
} from './vocabulary.ts';

/** What a message says of a picture. Empty where it says nothing. */
export interface Idea {
  readonly subject: string;
  readonly action: string;
  readonly emotion: string;
  readonly elements: readonly string[];
  readonly composition: string;
  readonly style: string;
}

const STYLE = new RegExp(
  source`
    (?<!\p{L})(?:,?\s*(?:in|im|as|als)\s+(?:an?|the|einem?)?\s*)?((?:(?:cute|dark|bright|90s|80s|soft|bold)\s+)?(?:${STYLES})(?:[,/ ]+(?:${STYLES}))?)
    (?![\p{L}\d])(?:[- ]?(?:style[ds]?|look|aesthetic|stil|optik))?|
    (?<!\p{L})(?:in the style of|im stil (?:von|der|des))\s+([^,.;]{3,40})|(?<!\p{L})in (?:an?\s+)?([\p{L}\d -]{3,30}?) style(?!\p{L})|
    (?<!\p{L})im ([\p{L}\d]{3,30})-?stil(?!\p{L})`,
  'iu',
);
const FEELING = whole(source`
  (?:(?:with|mit)\s+(?:an?|einem?)\s+(?=[^,.;]{4,40}?\s(?:expression|face|look|gesicht|ausdruck|blick)(?!\p{L})))?
  (?:(?:who|that|which) (?:is|looks|feels)\s+|looking\s+|(?:looks|feels|is)\s+|(?:it|he|she|they) should (?:be|look|feel)\s+|
  (?:der|die|das)?\s*(?:sehr\s+)?)?(?:(?:very|really|super|so|ganz|sehr|extremely|total)\s+)?((?:${FEELINGS})(?:\s*,?\s+(?:but|and|yet|though|aber|und|doch)\s+(?:also\s+|auch\s+|still\s+)?(?:${FEELINGS}|cute|adorable|cosy|cozy|niedlich${ENDING}|süß${ENDING}))?)(?:\s+(?:expression|face|mood|look|gesicht|ausdruck|blick|aus(?:sieht)?|guckt|schaut))?`);
const COMPOSITION = whole(`(?:(?:as|in|als)\\s+(?:an?\\s+|eine[rm]?\\s+)?)?(${COMPOSITIONS})`);

/** Takes one match out of a text. */
function take(text: string, pattern: RegExp): { readonly found: string; readonly rest: string } {
  const match = pattern.exec(text);
  if (!match) return { found: '', rest: text };
  const found = match.slice(1).find((part) => part !== undefined) ?? '';
  const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
  return { found: found.trim(), rest: rest.replace(/\s+/g, ' ').trim() };
}

function takeAll(text: string, pattern: RegExp): { readonly all: readonly string[]; readonly rest: string } {
  const all: string[] = [];
  let rest = text;
  for (let next = take(rest, pattern); next.found !== '' && all.length < 4; next = take(rest, pattern)) {
    all.push(next.found);
    rest = next.rest;
  }
  return { all, rest };
}

/** Removes what asks for the picture: `can you make me an emote of`. */
export function withoutRequest(text: string): string {
  const shorter = text.replace(REQUESTS, '').trim();
  return shorter === text ? text : withoutRequest(shorter);
}

const WITH = /^(?:with|mit|featuring|plus|including|inklusive|having|has|who has|that has|hat)\s+/iu;
const HOLDS = /^(?:holding|wearing|carrying|riding|hält|trägt|who wears|who holds)\s+/iu;
const BEGINS = new RegExp(
  source`
    \s+(?=(?:with|mit|featuring|plus|wearing|holding|carrying|while|during|in|on|at|under|over|behind|near|beside|
    inside|next to|in front of|surrounded by|after|before|who|that|which|im|auf|vor|unter|über|neben|beim|hinter|während|${GERMAN_ACTIONS})(?![\p{L}-]))`,
  'giu',
);
const ACTS = /\s+(?=(\p{L}{3,}ing)(?!\p{L}))/giu;
const LISTED = /\s*,\s*|\s+(?:and|und|plus|as well as|sowie)\s+|\s*[&+]\s*/iu;

/** Splits a clause before its connectives, and before words such as `jumping` that follow a noun. */
function segmentsOf(clause: string): readonly string[] {
  if (/^(?:der|die|das)\s/iu.test(clause) && /\p{Ll}t$/u.test(clause)) return [clause];
  const marked = clause.replace(BEGINS, '\n').replace(ACTS, (gap, word: string, at: number, whole: string) => {
    const before = whole.slice(0, at).replace(ARTICLE, '').trim();
    return NO_ACTION.test(word) ||
      before === '' ||
      isAdjective(whole.slice(0, at), whole.slice(at + gap.length + word.length))
      ? gap
      : '\n';
  });
  return marked.split('\n').map((segment) => segment.trim());
}

/** Whether a word in `ing` belongs to a noun, as in `a glowing sword` and `and glowing eyes`. */
const isAdjective = (before: string, after: string): boolean =>
  /(?:^|\s)(?:is|are|an?|the|his|her|its|my|with|of|in|on|at|over|under|after|before|two|three|big|small)$/iu.test(
    before,
  ) ||
  (/(?:,|\sand)$/iu.test(before) &&
    /^\s+(?:eyes?|swords?|crystals?|stars?|lights?|hearts?|skulls?|orbs?|hair|runes?)(?!\p{L})/iu.test(after));

/** `einen kleinen Drachen` is the object of a sentence. A caption needs the subject. */
function nominative(words: string): string {
  const article = /^(?:einen|den|einem|dem|einer)\s/iu.exec(words)?.[0].trim().toLowerCase();
  if (article === undefined) return words.replace(ARTICLE, '');
  return words
    .replace(ARTICLE, '')
    .replace(/(?<!\p{L})(\p{Ll}{3,})en(?=\s)/gu, article === 'einer' ? '$1e' : '$1er')
    .replace(/(?<!\p{L})(Drache|Löwe|Affe|Hase|Rabe|Held)n(?!\p{L})/gu, '$1')
    .replace(/(?<!\p{L})(Bär|Planet|Elefant)en(?!\p{L})/gu, '$1');
}

const EDGES = /^[\s,;:.!?-]+|[\s,;:!?-]+$|\.$/g;
const TRAILING =
  /\s+(?:please|bitte|too|auch|maybe|vielleicht|for my (?:channel|stream)|für meinen (?:kanal|stream)|and|und|style|with|mit|in|im|an?)$/iu;

export function tidy(text: string): string {
  const tidied = text.replace(/\s+/g, ' ').replace(EDGES, '').replace(TRAILING, '').trim();
  return tidied === text ? text : tidy(tidied);
}

const AMOUNT = /^(?:(?:some|a few|a couple of|ein paar|einige|noch|etwas)\s+)+/iu;
const itemsOf = (text: string): readonly string[] =>
  text
    .split(LISTED)
    .map((item) => tidy(item.replace(WITH, '').replace(AMOUNT, '').replace(ARTICLE, '')))
    .filter((item) => named(item) !== '' && /\p{L}{2}|\d/u.test(item));

const named = (words: string): string => (NOISE.test(words) ? '' : words);

interface Parts {
  subject: string;
  actions: string[];
  elements: string[];
}

const RELATIVE = /^(?:(?:who|that|which)\s+(?:is\s+)?|(?:der|die|das)\s+(?=.*\p{Ll}t$))/iu;
const isAction = (segment: string): boolean =>
  /^\p{L}{3,}ing(?!\p{L})/iu.test(segment) ||
  HOLDS.test(segment) ||
  whole(GERMAN_ACTIONS).test(segment.split(' ')[0] ?? '');

/** Where something is or happens. */
export const PLACED =
  /^(?:in|on|at|under|over|behind|near|beside|inside|next|through|around|surrounded|im|auf|vor|unter|über|neben|beim|hinter|durch|während|while|during|after|before|nach)\s/iu;

/** Puts the verbs of a German relative clause first: `Feuer spuckt und lacht` → `spuckt Feuer und lacht`. */
const verbFirst = (words: string): string =>
  words
    .split(' und ')
    .map((part) => {
      const last = part.split(' ').at(-1) ?? '';
      return /^\p{Ll}+t$/u.test(last) && last !== part ? `${last} ${part.slice(0, -last.length).trim()}` : part;
    })
    .join(' und ');

/** `says good morning` → `saying good morning`. */
const ongoing = (words: string): string => {
  const [verb = '', ...others] = words.split(' ');
  const isThird = /^\p{Ll}{2,}[^s]s$/u.test(verb) && !/^(?:is|has|was|does)$/u.test(verb);
  if (!isThird) return words;
  const plain = verb.replace(/(?<=(?:ch|sh|x|o))es$/u, '').replace(/ies$/u, 'y');
  return gerundOf([plain === verb ? verb.slice(0, -1) : plain, ...others].join(' '));
};

/** A person who speaks of themselves is a streamer in the picture. */
function asStreamer(text: string): string {
  const own = text
    .replace(/^(?:me|myself)(?!\p{L})/iu, 'streamer')
    .replace(/^i(?:'m| am) (?=\p{L}+ing(?!\p{L}))/iu, 'streamer ')
    .replace(/^i (\p{L}+)(?!\p{L})/iu, (_, verb: string) => `streamer ${gerundOf(verb)}`)
    .replace(/^ich (\p{Ll}+)e(?!\p{L})/iu, 'Streamer $1t');
  return own === text ? text : own.replace(/(?<!\p{L})my(?!\p{L})/giu, 'the');
}

/** `müde soll der Bär sein` → `der Bär`. */
const wished = (text: string): string => text.replace(/^soll\s+(.+?)\s+sein$/iu, '$1');

/** What things do rather than figures: `with gold coming out`. */
const OF_THINGS = /^(?:coming|pouring|dripping|floating|flowing|raining|bursting|shining|glowing|spilling)(?!\p{L})/iu;

/** @param after - What the segment before became. */
function place(segment: string, parts: Parts, isFirst: boolean, after: string): string {
  const said = tidy(segment);
  const relative = said.replace(RELATIVE, '');
  const action = parts.actions.at(-1);
  if (said === '' || /^(?:der|die|das|who|that|which)$/iu.test(said)) return after;
  if (after === 'action' && action !== undefined && PLACED.test(said)) {
    parts.actions[parts.actions.length - 1] = `${action} ${said}`;
    return '';
  }
  if (WITH.test(said)) {
    parts.elements.push(...itemsOf(said));
    return 'with';
  }
  const element = parts.elements.at(-1);
  if (after === 'with' && element !== undefined && OF_THINGS.test(said)) {
    parts.elements[parts.elements.length - 1] = `${element} ${said}`;
    return '';
  }
  if (relative !== said || (isAction(said) && (!isFirst || parts.subject !== '' || HOLDS.test(said)))) {
    parts.actions.push(relative === said ? said : ongoing(verbFirst(relative)));
    return 'action';
  } else if (isFirst && parts.subject === '' && !PLACED.test(said))
    parts.subject = named(tidy(nominative(said).replace(ASSET_AT_END, '')));
  else if (PLACED.test(said)) parts.elements.push(said);
  else parts.elements.push(...itemsOf(said));
  return '';
}

/** Reads an idea in rough words: `a happy fox with headphones jumping over a log, pixel art`. */
export function readIdea(text: string, language: Language): Idea {
  const style = takeAll(asStreamer(withoutRequest(text.trim())), STYLE);
  const composition = takeAll(style.rest, COMPOSITION);
  const feeling = take(composition.rest, FEELING);
  const parts: Parts = { subject: '', actions: [], elements: [] };
  const clauses = withoutRequest(feeling.rest)
    .split(/\s*[,;!?\n]+\s*|\.\s+|\.$|\s+-\s+/u)
    .map(tidy)
    .filter(Boolean);
  for (const clause of clauses) {
    const isOpen = parts.subject === '';
    let after = '';
    for (const segment of segmentsOf(inSentence(wished(withoutRequest(clause)), language)))
      after = place(segment, parts, isOpen, after);
  }
  return {
    subject: capped(parts.subject, 12),
    action: capped([...new Set(parts.actions)].slice(0, 2).join(language === 'de' ? ' und ' : ' and '), 14),
    emotion: feelingOf(feeling.found),
    elements: [...new Set(parts.elements)].map((element) => capped(element, 10)).slice(0, 8),
    composition: composition.all.join(', ').toLowerCase(),
    style: style.all.join(', '),
  };
}

/** A sentence's first letter is no part of a name, unless what follows has capitals too. German nouns keep theirs. */
const inSentence = (clause: string, language: Language): string =>
  language === 'de' || /^\p{Lu}\S*\s+\p{Lu}|^\p{Lu}{2}/u.test(clause)
    ? clause
    : clause.replace(/^\p{Lu}/u, (letter) => letter.toLowerCase());

const capped = (text: string, words: number): string => text.split(' ').slice(0, words).join(' ');

/** A feeling without the ending of its place in the sentence: `fröhlicher` → `fröhlich`. */
const feelingOf = (words: string): string => words.toLowerCase().split(' ').map(withoutEnding).join(' ');

const withoutEnding = (word: string): string =>
  word
    .replace(
      /^(\p{L}+(?:lich|isch|end|haft|ig|isst|lernt|rascht|kiert|gt|wirrt|olz|liebt|eilt|wusst|ssen|uhig|annt|nnt|legen|reich|frech))(?:e[rsnm]?)$/u,
      '$1',
    )
    .replace(/^(müd|bös)e?[rsnm]?$/u, '$1e');
