import { withDigits } from '../base/english-digits.ts';
import { pattern, regex } from '../base/pattern.ts';
import { mendTypos } from './typos.ts';

/** A value with its confidence. */
export interface FieldValue {
  readonly value: string | number | readonly string[];
  readonly confidence: 'high' | 'medium' | 'low';
}

/** By field name. */
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** A message in the forms that the rules read. */
export interface Message {
  /** The text with typography and typos corrected. */
  readonly text: string;
  readonly sentences: readonly string[];
  /** The text in lower case, with digits for number words. */
  readonly digits: string;
}

/** The context of a rule. */
export interface Situation {
  /** The topics of the last question. */
  readonly asked: readonly string[];
  /** Values from earlier turns. */
  readonly covered: Readonly<Record<string, unknown>>;
  /** Whether the message is a correction. At the summary every message is one. */
  readonly isCorrecting: boolean;
  /** This year. */
  readonly year: number;
}

/** Reads the fields of one topic from a message. */
export type TopicReader = (said: Message, situation: Situation) => FieldValues;

export const isAsked = ({ asked }: Situation, topic: string): boolean => asked.includes(topic);

const typographic = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/\bloose (?=(?:some |a bit of |a few |about )?(?:weight|fat|kilos|pounds|\d))/gi, 'lose ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();

export function readMessage(raw: string): Message {
  const text = mendTypos(typographic(raw));
  const sentences = text.split(/(?<=[.!?;])\s+|\s*\n+\s*/).filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  return { text, sentences, digits: withDigits(text) };
}

/** Sentences of a message, as a message. */
export function partOf(...sentences: readonly string[]): Message {
  const text = sentences.join(' ');
  return { text, sentences, digits: withDigits(text) };
}

const CORRECTION = pattern(
  `actually | sorry | correction | i meant | i mean | make (?:that|it) | change | scratch that | wait | instead
    | correct(?:ing)?
  | on second thought | rather than | update | switch | misspoke | my mistake | my bad | oops | typo | should be
  | changed my mind
  | not \\d+ | forget what i said | swap | replace | no longer | i was wrong | to correct | earlier i said | i said`,
);

export const isCorrection = (text: string): boolean => CORRECTION.test(text);

const LEADS = new RegExp(
  `^(?:(?:${[
    'so|um+|uh+|hmm+|ok(?:ay)?|yes|yeah|yep|sure|oh|hey|hi|hello|honestly|basically|actually|also|and|but|then|plus|or',
    'mostly|mainly|definitely|absolutely|alright|thanks|thank you|of course|let me think|let me see|good question',
    "i think|i guess|i suppose|i'?d say|i would say|let'?s say|i mean|you know|to be honest|in general",
    'for me|personally',
    "that would be|that is|that's|it would be|it's|it is|well(?= i\\b)",
  ].join('|')})(?=[\\s,.:!-])|(?:well|right|sorry|great|cool|nice|perfect|good|no)(?=[,.:!]))[\\s,.:!-]*`,
  'i',
);

/** The maximum length of a recorded phrase, in characters. */
const MAX_PHRASE = 180;

/** A phrase without introductory and closing words. */
export function cleaned(phrase: string): string {
  let text = phrase.trim().replace(/^\(?\d{1,2}[.)]\s+/, '');
  for (let shorter = text.replace(LEADS, ''); shorter !== text && shorter !== ''; shorter = text.replace(LEADS, '')) {
    text = shorter;
  }
  text = text.replace(
    /[\s,.;:!-]+(?:please|thanks|thank you|though|i guess|i think|haha|lol|i suppose|tbh)[\s.!]*$/i,
    '',
  );
  text = text.replace(/^[\s,.;:!?"'()-]+|[\s,.;:!?"'(-]+$/g, '');
  if (text.length <= MAX_PHRASE) return text;
  return text.slice(0, MAX_PHRASE).replace(/\s+\S*$/, '');
}

/** The distinct cleaned phrases, without empty ones. */
export const phrasesOf = (parts: readonly string[]): readonly string[] => {
  const phrases = parts.map(cleaned).filter((part) => /[\p{L}\p{N}]/u.test(part));
  return phrases.filter(
    (part, index) => phrases.findIndex((other) => other.toLowerCase() === part.toLowerCase()) === index,
  );
};

export const high = (value: FieldValue['value']): FieldValue => ({ value, confidence: 'high' });
export const medium = (value: FieldValue['value']): FieldValue => ({ value, confidence: 'medium' });
export const low = (value: FieldValue['value']): FieldValue => ({ value, confidence: 'low' });

/** Answers that consist of only a no, a yes, a `both`, or an `I don't know`. */
export type BareAnswer = 'no' | 'yes' | 'both' | 'unsure';

const BARE: readonly (readonly [BareAnswer, RegExp])[] = [
  [
    'no',
    regex('')`
      ^(?:no|nope|nah|none|nothing|nada|zero|no thanks|no thank you|not really|not at all|n\/a|negative|never|
      none at all|nothing at all|none really|nothing really|no none|none whatsoever|nothing special|
      nothing in particular|not for me|not that i know of|not currently|not at the moment)$`,
  ],
  ['yes', /^(?:yes|yeah|yep|yup|sure|ok|okay|of course|absolutely|definitely|i do|yes i do|i am|yes i am|yes please)$/],
  [
    'both',
    regex('')`
      ^(?:both|a bit of both|bit of both|both of them|a mix|a mix of both|mix of both|a little of both|
      half and half|in between|somewhere in between)$`,
  ],
  [
    'unsure',
    regex('')`
      ^(?:(?:i )?don'?t know|no idea|not sure|i'?m not sure|unsure|dunno|idk|i have no idea|no clue|you (?:tell me|
      decide|choose|pick)|your call|up to you|surprise me|whatever|whatever you think|anything|hard to say|
      not sure yet|i don'?t (?:mind|care)|no preference|any|it depends|depends|anything goes|doesn'?t matter|
      it doesn'?t matter|all of (?:it|them)|everything|either|either is fine)$`,
  ],
];

/** The kind of a bare answer, for a whole message or one sentence. */
export function bareAnswer(text: string): BareAnswer | undefined {
  const plain = cleanedAnswer(text);
  return BARE.find(([, form]) => form.test(plain))?.[0];
}

const cleanedAnswer = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\w\s/']/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\bdo not\b/g, "don't")
    .replace(/^(?:(?:well|um+|hmm+|oh|honestly|actually|hm|uh|and|but|so) )+/, '')
    .replace(
      regex('')`
        (?: (?:thanks|thank you|really|honestly|for now|right now|please|i guess|i think|i suppose|to be honest|
        though))+$`,
      '',
    );
