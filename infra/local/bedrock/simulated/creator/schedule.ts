import { RANGE } from '../base/english-digits.ts';
import { allMatches, pattern, readable, regex } from '../base/pattern.ts';
import { minutesIn } from './duration.ts';
import {
  bareAnswer,
  type FieldValue,
  type FieldValues,
  high,
  isAsked,
  low,
  medium,
  type Situation,
  type TopicReader,
} from './message.ts';
import { timeOfDayIn } from './time-of-day.ts';

export const SCHEDULE_TOPIC = 'training_frequency_and_time';

const COUNTED = readable(
  `days? | times? | x | × | sessions? | workouts? | trainings? | nights? | evenings? | mornings? | runs? | lifts?
    | classes | rides?`,
);
const PER_WEEK = readable(
  `(?:an?|per|each|every|in an?|in the|out of the|during the|of the|the|this|\\/) ?(?:week|wk)\\b | weekly\\b
    | \\/ ?(?:week|wk|w)\\b | p\\.?w\\b
  | out of (?:7|seven) | during the week | week\\b`,
);
const FIRST = `(?<![\\d.,:/$])(?:between )?([1-7])(?:${RANGE}([1-7]))?`;
const QUALIFIED = '\\s*\\+?\\s*(?:(?!and\\b|or\\b|to\\b|x\\b)[a-z-]{2,}\\s+){0,3}?';
const A_WEEK = new RegExp(`${FIRST}${QUALIFIED}(?:(?:${COUNTED})\\b[a-z ]{0,24}?\\s*)?(?:${PER_WEEK})`, 'g');
const DAYS = new RegExp(`${FIRST}${QUALIFIED}(?:days|times|x|×|sessions|workouts|day)(?![\\w-])`, 'g');
const SUM = regex('')`
    (?<![\d.,])([1-6])\s*(?:days?|times?|x|sessions?|runs?|lifts?)(?:\s+[a-z]+){0,4}?\s*(?:,\s*)?(?:and|plus|\+|
    &)\s*([1-6])\s*(?:days?|times?|x|sessions?|runs?|lifts?)(?!\s*(?:off|of rest|rest))`;
const NOT_A_WEEK = regex('')`
    ^\s*(?:ago|off|of rest|rest|a day|per day|daily|each day|a month|per month|a year|in a row|from now|left|before|
    after|later)`;
const EXCLUDED = /(?:\bnot|instead of|rather than|no longer|n't|up from|down from|\bwas|used to be|than)\s*$/;
const TRAINS = pattern(
  `train\\w* | work(?:ing|s)? ?out\\w* | gym | exercis\\w* | lift\\w* | sessions? | workouts? | available | free
    | commit | manage | make it | can do
  | i (?:can|could|have|do|go|do it) | minutes | hours? | weekly schedule`,
);
/** Sentences with a hope, a memory or another person are not about the person's plan. */
const NO_PLAN = pattern(
  `success | used to | would be (?:a|my)? ?(?:win|success) | goal (?:is|would)
    | my (?:wife|husband|partner|friend|doctor) | was | were | consistently showing | work from home | shifts?
    | coach\\w* | teach\\w* | therap\\w* | competed`,
);

const DAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_NAME = /\b(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:days?|nesdays?|rsdays?|sdays?|urdays?|s)?\b/g;

/** The number of named days: `Mon, Wed and Fri` are three, `Monday to Friday` five. */
function namedDays(text: string): number | undefined {
  const letters = /\bm[\s/,&-]*w[\s/,&-]*f\b/.test(text)
    ? 3
    : /\bt(?:u|ue)?\s*[/&]\s*th?u?\b/.test(text)
      ? 2
      : undefined;
  if (letters) return letters;
  const positive = text.replace(/\b(?:not|never|except|but not|no|off|rest)\b[^.;,]*/g, ' ');
  const span =
    /\b(mon|tue|wed|thu|fri|sat|sun)\w*\s*(?:-|to|through|thru|till|until)\s*(mon|tue|wed|thu|fri|sat|sun)\w*/.exec(
      positive,
    );
  if (span) {
    const [from, to] = [DAY_NAMES.indexOf(span[1] ?? ''), DAY_NAMES.indexOf(span[2] ?? '')];
    return ((to - from + 7) % 7) + 1;
  }
  const names = new Set(allMatches(positive, DAY_NAME).map(([, name = '']) => name.slice(0, 3)));
  const weekend = names.size > 0 && /\bweekends?\b/.test(positive) ? 2 : 0;
  return names.size > 0 ? Math.min(7, names.size + weekend) : undefined;
}

/** Frequencies without a number: `daily`, `every other day`. */
function inWords(text: string): FieldValue | undefined {
  const daily = /\b(?:every ?day|each day|daily|7 days|all week|every (?:single )?(?:morning|evening|night))\b/.exec(
    text,
  );
  const but = regex('')`
      \b(?:except|but not|apart from|other than|minus|besides|but)(?: for)?(?: on)?(?: the)? (weekends?|(?:mon|tues|
      wednes|thurs|fri|satur|sun)days?|1 day)`.exec(text);
  if (daily && but) return high(but[1]?.startsWith('weekend') ? 5 : 6);
  if (/\bevery (?:other|second|2nd) day\b|\balternate days\b/.test(text)) return medium(3);
  if (/\b(?:every weekday|weekdays|on workdays|work days|working days)\b/.test(text)) return medium(5);
  if (daily) return daily[0].startsWith('all') ? low(7) : high(7);
  const named = namedDays(text);
  if (named) return high(named);
  if (/\b(?:only|just|on|at|the)?\s*weekends?\b/.test(text) && !/\b(?:not|no|except|but)\b[^,.]*weekend/.test(text))
    return medium(2);
  if (/\bmost days\b|\bnearly every day\b|\balmost (?:daily|every day)\b/.test(text)) return low(5);
  return undefined;
}

const numberOf = ([, from, to]: RegExpMatchArray): FieldValue =>
  to ? medium(Math.min(Number(from), Number(to))) : high(Number(from));

/** The matches that are days a week. */
const plausible = (text: string, matches: readonly RegExpMatchArray[]): readonly RegExpMatchArray[] =>
  matches.filter((match) => {
    const [before, after] = [text.slice(0, match.index), text.slice((match.index ?? 0) + match[0].length)];
    return !NOT_A_WEEK.test(after) && !EXCLUDED.test(before) && !/^1 day$/.test(match[0].trim());
  });

function frequencyIn(text: string, situation: Situation): FieldValue | undefined {
  const asked = isAsked(situation, SCHEDULE_TOPIC);
  const isPlan = asked || situation.isCorrecting || TRAINS.test(text);
  if (!asked && !situation.isCorrecting && NO_PLAN.test(text)) return undefined;
  const sum = SUM.exec(text);
  const total = Number(sum?.[1]) + Number(sum?.[2]);
  if (sum && isPlan && !situation.isCorrecting && total <= 7) return high(total);
  const weekly = plausible(
    text,
    allMatches(text, A_WEEK).filter(([match]) => !/\b(?:hours?|minutes?|km|miles?|kg)\b/.test(match)),
  );
  const counted = weekly.length > 0 || !isPlan ? weekly : plausible(text, allMatches(text, DAYS));
  const match = situation.isCorrecting ? counted.at(-1) : counted[0];
  if (match) return numberOf(match);
  return isPlan ? inWords(text) : undefined;
}

const VAGUE = regex('')`
    \b(?:depends|varies|vary|whenever|flexible|irregular|not sure|no idea|don't know|hard to say|as (?:much|
    often) as)\b`;
const OTHER_NUMBER = regex('g')`
    \b(?:\d{1,2}:\d{2}|\d{1,2} ?(?:am|pm)\b|(?:at|around|before|after|by|from|until|since) \d{1,2}(?= ?(?:am|pm|
    o'clock|,|\.|$)))`;
const COUNTS = /^\s*(?:kg|kilos?|lbs?|pounds?|years?|months?|weeks?|%|km|miles?|am\b|pm\b|o'clock|st\b|nd\b|rd\b|th\b)/;

/** Bare numbers: `4, 60` means days and minutes when both were asked for. */
function bareNumbers(text: string): readonly number[] {
  const rest = text.replace(OTHER_NUMBER, ' ');
  return allMatches(rest, /(?<![\d.,:])\d{1,3}(?:[.,]5)?(?![\d:])/)
    .filter(
      ({ index = 0, 0: match }) =>
        !COUNTS.test(rest.slice(index + match.length)) && !EXCLUDED.test(rest.slice(0, index)),
    )
    .map(([match]) => Number(match.replace(',', '.')));
}

/** Assigns bare numbers to the values that are still unknown. */
function fromBareNumbers(text: string, known: FieldValues, { covered }: Situation): FieldValues {
  const numbers = bareNumbers(text);
  const needsDays = !known['trainingFrequency'] && covered['trainingFrequency'] === undefined;
  const needsMinutes = !known['sessionDurationMinutes'] && covered['sessionDurationMinutes'] === undefined;
  const days = needsDays ? numbers.find((number) => Number.isInteger(number) && number >= 1 && number <= 7) : undefined;
  const minutes = needsMinutes ? numbers.find((number) => number >= 10 && number <= 300) : undefined;
  const hours =
    needsMinutes && !needsDays && !known['trainingFrequency'] && text.split(' ').length <= 3
      ? numbers.find((number) => number >= 1 && number <= 3)
      : undefined;
  const length = minutes ?? (hours && hours * 60);
  return { ...(days && { trainingFrequency: high(days) }), ...(length && { sessionDurationMinutes: high(length) }) };
}

/** The old value in a correction: `change 3 days to 4`, `from 45 to 60 minutes`. */
const OLD = regex('g')`
    \b(?:from|chang\w+|switch|bump|increase|reduce|cut|swap)\b[^.,;\d]{0,30}\d+(?:[ -][a-z]+){0,3}?\s+(?:to|for|
    with|down to|up to)\s+`;

export const readSchedule: TopicReader = ({ digits: words, text }, situation): FieldValues => {
  const digits = situation.isCorrecting ? words.replace(OLD, ' ') : words;
  const asked = isAsked(situation, SCHEDULE_TOPIC);
  const frequency = frequencyIn(digits, situation);
  const days = frequency ? Number(frequency.value) : Number(situation.covered['trainingFrequency'] ?? 0);
  const trains = frequency !== undefined || TRAINS.test(digits);
  const minutes = minutesIn(digits, { asked, isCorrecting: situation.isCorrecting, days, trains });
  const moment = timeOfDayIn(digits, asked);
  const found: FieldValues = {
    ...(frequency && { trainingFrequency: frequency }),
    ...(minutes && { sessionDurationMinutes: minutes }),
    ...(moment && { timeOfDayPreference: moment }),
  };
  if (!asked) return found;
  const numbers = fromBareNumbers(digits, found, situation);
  const answer = { ...found, ...numbers };
  const isVague = answer['trainingFrequency'] === undefined && (VAGUE.test(digits) || bareAnswer(text) === 'unsure');
  if (!isVague || situation.covered['trainingFrequency'] !== undefined) return answer;
  return { trainingFrequency: low(3), sessionDurationMinutes: low(45), ...answer };
};
