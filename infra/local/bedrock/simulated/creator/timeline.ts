import { allMatches, readable, source } from '../base/pattern.ts';
import { bareAnswer, type FieldValue, high, medium } from './message.ts';

const N = readable(
  `\\d+(?:[.,]\\d)?(?:\\s?(?:-|to|or)\\s?\\d+)? | an? | one | two | three | four | five | six | seven | eight | nine
    | ten | twelve | eighteen | twenty
  | (?:a )?couple(?: of)? | (?:a )?few | several | half an? | a half | about an?`,
);
const UNIT = 'weeks?|months?|mos?|years?|yrs?';
const MONTH = readable(
  `jan(?:uary)? | feb(?:ruary)? | mar(?:ch)? | apr(?:il)? | may | june? | july? | aug(?:ust)? | sep(?:t(?:ember)?)?
    | oct(?:ober)? | nov(?:ember)? | dec(?:ember)?`,
);
const SEASON = 'summer|spring|autumn|fall|winter';
const FEAST = "christmas|xmas|new year(?:'s)?(?: eve)?|easter|thanksgiving|halloween";
const EVENT = source`(?:my|our|the|his|her|a friend's) (?:[\w']+ ){0,2}?
  (?:wedding|birthday|holidays?|vacation|trip|reunion|honeymoon|season|race|marathon|competition|comp|meet|open|event|
  graduation|surgery)`;
const DAY = '\\d{1,2}(?:st|nd|rd|th)?';
const PART = '(?:early |mid[ -]?|late )?';
const YEAR = '(?:,? (?:of )?(?:20\\d\\d|next year|this year))?';
const THE = '(?:the |this |next )?';
const WHEN = [
  `(?:the )?(?:very )?(?:end|start|beginning|middle) of ${THE}(?:year|month|season|${SEASON}|${MONTH}|20\\d\\d)`,
  `(?:the )?year'?s? end`,
  `(?:the )?${PART}(?:this |next |the )?(?:${SEASON})${YEAR}`,
  `(?:${DAY} (?:of )?)?${PART}(?:next |this )?(?:${MONTH})(?: ${DAY}\\b)?${YEAR}`,
  `(?:${FEAST})(?: next year)?`,
  `(?:this|next) (?:year|month|season)`,
  `20[2-9]\\d`,
].join('|');

const ABOUT = '(?:about |around |roughly |maybe |the (?:next|coming) |under |less than )?';
const FORMS: readonly string[] = [
  `(?:with)?in ${ABOUT}(?:${N})[ -](?:${UNIT})(?:'s?)?(?: time| or so)?`,
  `(?:over|for|during|throughout|in|within)?\\s?(?:the )?(?:next|coming) (?:${N})?[ -]?(?:${UNIT})`,
  `(?:by|before|until|till|for|around) (?:the )?(?:${WHEN})`,
  `(?:by|before|until|till|for|in time for) ${EVENT}(?: (?:in|on|next|this) (?:${WHEN}|${SEASON}|year))?`,
  `(?:in|on|this|next|early|mid|late) ${PART}(?:${MONTH}|${SEASON})(?: ${DAY}\\b)?${YEAR}`,
  `(?:this|next) (?:year|season|${SEASON})`,
  `in 20(?:2[6-9]|[3-9]\\d)`,
  `(?:${MONTH}) ${DAY}\\b(?:,? 20\\d\\d)?`,
  `${DAY} (?:of )?(?:${MONTH})(?: 20\\d\\d)?`,
  `(?:${MONTH}) 20\\d\\d`,
  `(?:${N})[ -](?:${UNIT}) from now`,
];
/** A date without a preposition, when it was asked for. */
const HEDGED = '(?<=(?:^|[.;!?,]\\s*)(?:maybe |say |around |about |the |this |next |i think )?)';
const ALONE = `${HEDGED}(?:next |this )?(?:${WHEN})(?=\\s*(?:$|[.;!?,]))`;
/** A period without a preposition counts as a date only when it was asked for. */
const SPAN = `(?:about |around |roughly |maybe |say )?(?:${N})[ -](?:${UNIT})(?: or so)?`;
const NONE = new RegExp(
  `\\b(?:${readable(
    `(?:there(?:'s| is) |i have |i've got |i'm in |with |in )?(?:no|not in an?|without an?)
    (?:real |particular |specific |fixed |hard |big |set |great )?(?:rush|hurry|deadline|
    timeline|time~line|time limit|date|end date|time~frame|pressure|timeframe)
    | long[ -]term | ongoing | open[ -]ended | whenever(?: it happens)? | as soon as possible | asap | life~long
    | (?:the )?rest of my life | for life | someday | eventually | take my time
    | don't (?:really )?have a (?:deadline|timeline|date) | not tied to (?:a|any) date | forever`,
  )})\\b`,
  'i',
);
const PAST =
  /(?:\b(?:for|past|last|since|been|over the last|in the last|in the past|every)|-)\s*(?:the )?(?:last |past )?$/i;
/** A rate such as `three days a week` is not a period. */
const RATE = /\b(?:days?|times?|x|sessions?|hours?|minutes?|workouts?|once|twice|\d)\s*$/i;
const NOT_AHEAD =
  /^\s*(?:ago|old|pregnant|postpartum|of (?:training|experience|lifting|age|surgery)|into|post|now\b|back|experience)/i;

interface Place {
  readonly index: number;
  readonly text: string;
}

function places(text: string, isSpanEnough: boolean): readonly Place[] {
  const forms = isSpanEnough ? [...FORMS, SPAN, ALONE] : FORMS;
  const found = forms.flatMap((form) =>
    allMatches(text, new RegExp(`(?<![\\w'])(?:${form})(?![\\w])`, 'i')).map(({ index = 0, 0: match }) => ({
      index,
      text: match,
    })),
  );
  const ahead = found.filter(({ index, text: match }) => {
    const [before, after] = [text.slice(0, index), text.slice(index + match.length)];
    const isRate = /^an? /i.test(match) && RATE.test(before);
    return !isRate && !NOT_AHEAD.test(after) && !PAST.test(before) && !/^for the (?:last|past)/i.test(match);
  });
  const longestFirst = [...ahead].sort((left, right) => right.text.length - left.text.length);
  const kept: Place[] = [];
  for (const place of longestFirst) {
    const overlaps = kept.some(
      (other) => place.index < other.index + other.text.length && other.index < place.index + place.text.length,
    );
    if (!overlaps) kept.push(place);
  }
  return kept.sort((left, right) => left.index - right.index);
}

/**
 * Reads the date of a goal in the person's words, and returns it with the rest of the text.
 *
 * @param isAsked - Whether a date was asked for. Then a period or `no fixed date` counts, too.
 */
export function timelineIn(text: string, isAsked: boolean): { readonly answer?: FieldValue; readonly rest: string } {
  const found = places(text, isAsked);
  if (found.length === 0) {
    const none = isAsked || /goal|want|like to/i.test(text) ? NONE.exec(text) : null;
    if (!none)
      return isAsked && bareAnswer(text) === 'no' ? { answer: high('no fixed date'), rest: '' } : { rest: text };
    const isSoon = /asap|as soon/i.test(none[0]);
    return {
      answer: isAsked ? high(isSoon ? none[0] : 'no fixed date') : medium('no fixed date'),
      rest: text.replace(none[0], ' '),
    };
  }
  const value = found.map((place) => place.text.trim()).join(', ');
  const rest = found.reduceRight(
    (left, { index, text: match }) => `${left.slice(0, index)} ${left.slice(index + match.length)}`,
    text,
  );
  return { answer: isAsked ? high(value) : medium(value), rest };
}
