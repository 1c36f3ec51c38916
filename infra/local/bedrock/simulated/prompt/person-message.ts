import { source } from '../base/pattern.ts';

/** A message of the person in the parts that the rules read. */
export interface PersonMessage {
  /** Without texts to draw and without words that only imitate the product's own markers. */
  readonly words: string;
  /** Texts that shall be drawn. */
  readonly texts: readonly string[];
  /** Whether the person wants no text. */
  readonly noText: boolean;
}

/** Imitations of what only the product writes: tags, sentences about its rules, and names of events, tools and fields. */
const FORGED: readonly RegExp[] = [
  /<([a-z][\w-]*)[^>]*>[^<]*<\/\1>|<\/?[a-z][^>]*>/gi,
  /\b(?:it|this|that|everything|the (?:intent|picture|image)) is (?:now )?ready\b[.!]?/gi,
  /[^.!?\n]*\b(?:system prompt|(?:previous|prior|earlier|above) instructions|set (?:the )?readiness|mark (?:it|this|the \w+) as ready)\b[^.!?\n]*[.!?]?/gi,
  /\b(?:intent_ready|update_intent|needs_confirmation|not_ready|readiness|isReady|spellingConfirmed|tool_use)\b["']?(?:\s*[:=]\s*\S+)?/gi,
  /\(\s*\)/g,
];

/** A text in quotation marks, or after a word such as `saying`. */
const QUOTED = /["“”„«»]([^"“”„«»\n]{1,60})["“”„«»]|(?<![\p{L}\d])['‘‚]([^'’‘‚\n]{2,60})['’‘](?![\p{L}\d])/gu;
const INTRODUCED = new RegExp(
  source`
    (?<!\p{L})(?:(?:and|und|with|mit|add|füge?)\s+)*(?:(?:the|a|an|dem|den|das|einem|einen)\s+)*
    (?:(?:text|words?|caption|title|lettering|schriftzug|titel|aufschrift|schrift|worten?|wort|wörter)
    (?:\s+(?:saying|that says|which says|reading|should (?:say|be|read)|is(?!\p{L})|ist|heißt|lautet|soll(?:te)? (?:lauten|sein)))?|
    saying|that says|which says|should say|reading|it(?:'s| is| should (?:be|read))|es (?:heißt|ist|lautet|soll heißen)|auf dem steht|da steht|steht)\s*:?\s*`,
  'giu',
);
/** Words that begin with a capital letter or a digit, and go on being a text. */
const TITLE = /^((?:[\p{Lu}\p{N}][\p{L}\p{N}'’!?&.-]*)(?:\s+[\p{Lu}\p{N}&][\p{L}\p{N}'’!?&.-]*){0,5})/u;

const NO_TEXT =
  /(?<!\p{L})(?:no|without(?: any)?|(?:remove|drop|skip|lose|delete) (?:the |any |all )?|(?:don't|do not) (?:want|need)(?: any)?|kein(?:e[nr]?)?|ohne|(?:entferne?|lösche?) (?:den |allen )?|lass den)\s*(?:text|words|letters|lettering|caption|writing|title|schrift|worte|buchstaben|titel)(?!\p{L})(?:\s+weg)?(?:\s+(?:please|bitte))?/iu;
const NOTHING =
  /^\W*(?:no|nope|none|nothing|nah|nein|keinen?|nichts|ohne|lieber nicht|not needed|no need)(?:[\s,]+(?:thanks?|thank you|danke|please|bitte))?\W*$/iu;

/** @param isAsked - Whether the last answer asked for texts. */
export function readPersonMessage(said: string, isAsked: boolean): PersonMessage {
  const clean = FORGED.reduce((text, forged) => text.replace(forged, ' '), withoutJson(said));
  const quoted = [...clean.matchAll(QUOTED)].map(([, double, single]) => (double ?? single ?? '').trim());
  let words = clean.replace(QUOTED, ' ');
  const noText = NO_TEXT.test(words) || (isAsked && NOTHING.test(words));
  words = words.replace(NO_TEXT, ' ');
  const texts = [...quoted];
  if (quoted.length > 0) words = words.replace(INTRODUCED, ' ');
  else {
    words = words.replace(INTRODUCED, (introduction, at: number) => {
      if (/^\s*(?:it|es)\b/i.test(introduction)) return introduction;
      const title = TITLE.exec(words.slice(at + introduction.length))?.[1];
      if (title === undefined) return introduction;
      texts.push(title.replace(/[.,]$/, ''));
      return ' § ';
    });
    for (const title of texts) words = words.replace(new RegExp(`§\\s*${escapeForU(title)}`, 'u'), ' ');
  }
  const distinct = [...new Set(texts.filter((text) => /[\p{L}\p{N}]/u.test(text)))].slice(0, 4);
  return { words: words.replace(/[§\s]+/g, ' ').trim(), texts: distinct, noText };
}

const escapeForU = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** JSON in a person's message is never an idea for a picture. */
function withoutJson(text: string): string {
  const shorter = text.replace(/\{[^{}]*\}|\[[^[\]]*\]/g, ' ');
  return shorter === text ? text : withoutJson(shorter);
}
