import { allMatches, regex } from '../base/pattern.ts';
import { type FieldValue, high, low, medium } from './message.ts';

const N = '(\\d+(?:[.,]\\d+)?)';
const HOURS = '(?:hours?|hrs?|h)(?![a-z])';

const number = (text: string): number => Number(text.replace(',', '.'));

/** Rewrites every duration as `<n> minutes`. */
function inMinutes(text: string): string {
  return text
    .replace(/\b(?:half an hour|half[ -]hour|½ ?h(?:our)?|1\/2 (?:an )?hour)\b/g, '30 minutes')
    .replace(/\b3 ?(?:quarters|\/4) of an hour\b|\b3\/4 hour\b/g, '45 minutes')
    .replace(/\b(?:a )?quarter of an hour\b/g, '15 minutes')
    .replace(
      /\b(?:an |a |1 )?hour and (?:a )?half\b|\b1 and (?:a )?half hours?\b|\b1[ -]?(?:1\/2|½) ?(?:hours?|h)\b/g,
      '90 minutes',
    )
    .replace(/\b(?:an |1 )?hour and (?:a )?quarter\b/g, '75 minutes')
    .replace(new RegExp(`\\b(\\d) and (?:a )?half ${HOURS}`, 'g'), (_, hours) => `${Number(hours) * 60 + 30} minutes`)
    .replace(new RegExp(`\\b(\\d) ${HOURS} and (?:a )?half`, 'g'), (_, hours) => `${Number(hours) * 60 + 30} minutes`)
    .replace(
      new RegExp(`\\b(\\d|an) ?${HOURS} ?(?:and )?(\\d{1,2}) ?(?:minutes?|mins?|m)?\\b`, 'g'),
      (_, hours, rest) => {
        return `${(hours === 'an' ? 1 : Number(hours)) * 60 + Number(rest)} minutes`;
      },
    )
    .replace(new RegExp(`${N}(\\s*(?:-|to|or)\\s*)${N} ?${HOURS}`, 'g'), (_, from, link, to) => {
      return `${Math.round(number(from) * 60)}${link}${Math.round(number(to) * 60)} minutes`;
    })
    .replace(
      new RegExp(`${N} ?(?:full |solid |whole )?${HOURS}`, 'g'),
      (_, hours) => `${Math.round(number(hours) * 60)} minutes`,
    )
    .replace(
      regex('g')`
        \b(?:an|a full|a solid|a whole|a good|the|1|about|max|per|under an) ?hours?\b|(?<=^|[,;]\s?)hour\b|
        \bhour (?:long|each|sessions?|max|tops)\b|\bhour-long\b`,
      '60 minutes ',
    )
    .replace(/\b(\d{1,3}) ?(?:minutes?|mins?|min\.|minute|')(?![a-z])/g, '$1 minutes')
    .replace(/\b(\d{2,3}) ?m\b(?! (?:sprint|run|swim|row))/g, '$1 minutes');
}

const MINUTES = /(?<![\d.,])(\d{1,3})(?:(?: minutes)?\s*(?:-|to|or|,? ?maybe|\/)\s*(\d{1,3}))?[\s-]*minutes/g;
const NOT_A_SESSION = regex('')`
    ^\s*(?:away|drive|driving|commut\w*|walk(?:ing)?(?! workout)|bike ride|by (?:car|bike|bus)|from (?:home|work|
    here|the gym)|of (?:sleep|commut\w*|driving)|(?:sub |half )?(?:\d+ ?k\b|mile|marathon)|plank|ago|warm-?\s?up|
    cool-?\s?down|of stretching|late|early|rests?|breaks?|between sets)`;
const AIMED_AT = /\b(?:in|under|sub|sub-|below|within|break)\s*$/;
const RACE = /\b(?:\d+ ?k\b|5k|10k|mile|marathon|plank|row|2k|hold|fran|murph|race)\b/;
const ELSEWHERE = regex('')`
    \b(?:commut\w*|drive|driving|travel\w*|sleep\w*|desk|shifts?|meetings?|work (?!out)\d|i work|office|is away|
    lunch break is|sit)\b`;
const REFUSED = /(?:\bnot|instead of|rather than|n't|no longer|(?<!(?:more|less) )than|up from|down from|was)\s*$/;
const A_WEEK = /^\s*(?:(?:in )?total )?(?:an?|per|each|every|in a|\/) ?week|^ ?weekly|^\s*in total/;

interface Around {
  readonly asked: boolean;
  readonly isCorrecting: boolean;
  /** Days a week, 0 when unknown. Divides a weekly total into sessions. */
  readonly days: number;
  readonly trains: boolean;
}

const clauseAround = (text: string, index: number): string => {
  const start = Math.max(
    ...[',', '.', ';', ' but ', ' and ', ' so ', ' then '].map((mark) => text.lastIndexOf(mark, index - 1) + 1),
    0,
  );
  const end = text.slice(index).search(/[,.;]| but | so | then /);
  return text.slice(start, end < 0 ? undefined : index + end);
};

function isSession(text: string, match: RegExpMatchArray, asked: boolean): boolean {
  const index = match.index ?? 0;
  const [before, after] = [text.slice(0, index), text.slice(index + match[0].length)];
  const clause = clauseAround(text, index);
  if (NOT_A_SESSION.test(after) || REFUSED.test(before)) return false;
  if (ELSEWHERE.test(clause) && !/\b(?:sessions?|train|workouts?|each|per|work out)\b/.test(clause)) return false;
  return !(AIMED_AT.test(before) && (RACE.test(clause) || !asked)) && !(RACE.test(clause) && !asked);
}

/** The length of a session in a text. Of a range, the lower end, because it always fits. */
export function minutesIn(digits: string, { asked, isCorrecting, days, trains }: Around): FieldValue | undefined {
  const text = inMinutes(digits);
  const matches = allMatches(text, MINUTES).filter((match) => isSession(text, match, asked));
  if (!asked && !isCorrecting && !trains) return undefined;
  const isTotal = (match: RegExpMatchArray) => A_WEEK.test(text.slice((match.index ?? 0) + match[0].length));
  const sessions = matches.filter((match) => !isTotal(match));
  const match = isCorrecting ? sessions.at(-1) : sessions[0];
  if (match) {
    const minutes = match[2] ? Math.min(Number(match[1]), Number(match[2])) : Number(match[1]);
    return isValid(minutes) ? (match[2] ? medium(minutes) : high(minutes)) : undefined;
  }
  const total = matches.find(isTotal);
  const share = total && days > 0 ? Math.round(Number(total[1]) / days / 5) * 5 : 0;
  return isValid(share) ? low(share) : undefined;
}

const isValid = (minutes: number): boolean => minutes >= 5 && minutes <= 300;
