import { allMatches, pattern, readable, regex, source } from '../base/pattern.ts';
import {
  cleaned,
  type FieldValue,
  type FieldValues,
  high,
  isAsked,
  low,
  type Message,
  medium,
  phrasesOf,
  type Situation,
  type TopicReader,
} from './message.ts';

export const AGE_TOPIC = 'age_and_life_stage';

const MIN_AGE = 13;
const MAX_AGE = 100;
const COUNTS = source`
    (?!\s*(?:-|to|/)?\s*(?:kg|kilos?|lbs?|pounds?|cm|m\b|meters?|%|percent|minutes?|mins?|days?|weeks?|months?|
    hours?|hrs?|km|k\b|miles?|x\b|times|sessions?|reps?|sets?|stone|feet|ft|inches|'|"|st\b|nd\b|rd\b|th\b|am\b|pm\b|
    hrs|years? (?:of|in|ago|into|training|experience|lifting|running|sober|married|with)))(?![\d.,:]\d)`;
const NUMBER = `(\\d{2,3})(?!\\d)${COUNTS}`;
const HEDGE = readable(
  `about | around | almost | nearly | roughly | only | just | already | now | currently | actually | still | over
    | past | a | an | turning | going on | approaching`,
);
const IS = readable(
  `i am | i'm | am | i will be | i'll be | i'd be | i just turned | just turned | i turned | turned | about to turn
    | turning | turn | aged? | age is | my age is | age:
  | age of | i've turned | i just hit | i've hit | about to be | soon to be | sorry,? | years? old:`,
);
const SELF = new RegExp(`(?:^|[^\\w'])(${IS})\\s*(?:,\\s*)?((?:(?:${HEDGE})\\s+){0,2})${NUMBER}`, 'g');
const YEARS_OLD = /(?<![\d.,$])(\d{2,3})[\s-]*(?:(?:years?|yrs?)[\s-]*(?:old|of age|young)|y\/?o\b|y\.o\.?|yo\b)/g;
const OTHERS = regex('')`
    \b(?:sons?|daughters?|kids?|child|children|wife|husband|partner|girlfriend|boyfriend|mom|mum|dad|mother|father|
    dog|boys?|girls?|twins?|brother|sister|parents?|he|she|they)(?:\s+\w+){0,2}\s+(?:is|are|turned|just turned|
    aged?)?\s*(?:\d+ and )?$`;
const OTHERS_AFTER = /^[\s-]*(?:sons?|daughters?|kids?|child|boys?|girls?|twins?|dog|children)\b/;
const FORMER = regex('')`
    (?:\bwas|\bwere|\bat(?: the)?(?: age(?: of)?)?|\bsince(?: i was)?|until|by the time i(?:'m| am)?|\bby(?: age)?|
    from age|feel like(?: i'm)?|not|wasn't|isn't|instead of|rather than|no longer|than)\s*$`;
const DECADE = regex('')`
    \b(?:(early|mid|middle|late|nearly|almost)[\s-]*(?:of )?)?(?:(my|the)\s+)?(?:(early|mid|late)[\s-]*)?(?:(twent|
    thirt|fort|fourt|fift|sixt|sevent|eight)ies|([2-8])0'?s)\b`;
const TENS: Readonly<Record<string, number>> = {
  twent: 20,
  thirt: 30,
  fort: 40,
  fourt: 40,
  fift: 50,
  sixt: 60,
  sevent: 70,
  eight: 80,
};
const BORN = /\bborn\b[^.\d]{0,20}(?:\d{1,2}[./ -])?(?:\d{1,2}[./ -])?((?:19|20)\d\d|'\d\d)\b/;

const inRange = (age: number): boolean => age >= MIN_AGE && age <= MAX_AGE;

interface Candidate {
  readonly index: number;
  readonly answer: FieldValue;
}

function stated(text: string): readonly Candidate[] {
  const self = allMatches(text, SELF).map((match) => {
    const [whole, is = '', hedge = '', age = ''] = match;
    const after = text.slice((match.index ?? 0) + whole.length);
    const isAhead =
      /about to|turning|soon|almost|nearly|approaching|going on/.test(`${is} ${hedge}`) ||
      (is === 'turn' && /^ (?:next|this|in|soon)/.test(after));
    const index = (match.index ?? 0) + (/^\W/.test(whole) ? 1 : 0);
    return { index, answer: agePlus(Number(age), isAhead, /about|around|roughly|over|past/.test(hedge)) };
  });
  const old = allMatches(text, YEARS_OLD)
    .filter((match) => !OTHERS_AFTER.test(text.slice((match.index ?? 0) + match[0].length)))
    .map((match) => ({ index: match.index ?? 0, answer: high(Number(match[1])) }));
  return [...self, ...old]
    .filter(({ index, answer }) => {
      const before = `${text.slice(0, index).replace(/[\s,]+$/, '')} `;
      return inRange(Number(answer.value)) && !OTHERS.test(before) && !FORMER.test(before);
    })
    .sort((left, right) => left.index - right.index);
}

const agePlus = (age: number, isAhead: boolean, isVague: boolean): FieldValue => {
  if (isAhead) return medium(age - 1);
  return isVague ? medium(age) : high(age);
};

function decadeIn(text: string, asked: boolean): FieldValue | undefined {
  const [match, first, my, second, word, digit] = DECADE.exec(text) ?? [];
  const index = text.search(DECADE);
  if (
    !match ||
    /(?:(?:\bnot|n't|no longer)(?: in)?|\b(?:was|were|used to|back)\b[^.;]*)\s*$/.test(text.slice(0, index)) ||
    (my === 'the' && !asked) ||
    (!asked && !my && !first && !second && !/\bi'?m\b/.test(text))
  )
    return undefined;
  const start = word ? (TENS[word] ?? 0) : Number(digit) * 10;
  const part = second ?? first;
  return low(start + (part === 'early' ? 2 : part === 'late' ? 8 : 5));
}

function bornIn(text: string, year: number): FieldValue | undefined {
  const [, born] = BORN.exec(text) ?? [];
  if (!born) return undefined;
  const age = year - (born.startsWith("'") ? 1900 + Number(born.slice(1)) : Number(born));
  return inRange(age) ? medium(age) : undefined;
}

/** A bare number, when the age was asked for. */
function bareAge(text: string): FieldValue | undefined {
  const numbers = allMatches(text, new RegExp(`(?<![\\d.,:/$-])${NUMBER}`)).filter(({ index = 0, 1: digits }) => {
    const before = text.slice(0, index);
    return inRange(Number(digits)) && !FORMER.test(before) && !OTHERS.test(`${before} `);
  });
  const [match] = numbers;
  if (!match) return undefined;
  return agePlus(Number(match[1]), /(?:almost|nearly|close to)\s*$/.test(text.slice(0, match.index)), false);
}

function ageIn({ digits }: Message, { year, isCorrecting }: Situation, asked: boolean): FieldValue | undefined {
  const candidates = stated(digits);
  const best = isCorrecting && candidates.length > 1 ? candidates.at(-1) : candidates[0];
  return best?.answer ?? bornIn(digits, year) ?? decadeIn(digits, asked) ?? (asked ? bareAge(digits) : undefined);
}

const LIFE = pattern(
  `kids? | children | birth | breastfeeding | twins | teenagers? | tired | toddlers? | newborn | baby | babies
    | mother | father | mum | mom | dad | parents? | parenting
    | married | single | retired | retirement
  | students? | studying | university | college | school | desk job | office job | sedentary job | night shifts?
  | shift work\\w* | shifts? | nurse | teacher | firefighter
  | busy job | stressful | demanding | job | career | self-?employed | travel\\w* | perimenopaus\\w* | menopaus\\w*
  | post-?menopaus\\w* | pregnan\\w* | postpartum | hormon\\w*
  | testosterone | hrt | trt | sleep\\w* | recover\\w* | masters? | longevity
  | grand(?:kids|children|mother|father|ma|pa|parents?) | caregiver | work from home | work(?:ing)? full[ -]time
  | long hours | age group | getting older`,
);

/** The clauses about the person's life. */
const lifeStage = (said: Message): readonly string[] =>
  phrasesOf(
    said.sentences
      .flatMap((sentence) => sentence.split(/,\s|;\s| - | but /))
      .filter(
        (clause) =>
          LIFE.test(clause) &&
          !/\b(?:want|goal|coach|days?|minutes|equipment|used to|in high school|in college)\b/i.test(clause),
      ),
  );

export const readAge: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, AGE_TOPIC);
  const age = ageIn(said, situation, asked);
  const life = asked || age ? lifeStage(said) : [];
  const context = cleaned(
    life
      .join(', ')
      .replace(/^(?:i am|i'm|im|aged?)?\s*\d{2}(?:\s*(?:years?|yrs?)[\s-]*old)?[\s,]*(?:and|with|,)?\s*/i, ''),
  );
  return { ...(age && { age }), ...(context.length > 3 && { lifeStageContext: medium(context) }) };
};
