import { regex } from '../base/pattern.ts';
import { type FieldValue, high, medium } from './message.ts';

const MOMENTS: readonly (readonly [string, RegExp])[] = [
  [
    'morning',
    regex('')`
      \b(?:mornings?|before (?:work|breakfast|school)|early birds?|early (?:am|hours)|sunrise|dawn|
      [5-9](?::\d\d)? ?am)\b`,
  ],
  ['midday', /\b(?:lunch(?: ?time| ?breaks?| hour)?|midday|noon)\b/],
  ['afternoon', /\bafternoons?\b/],
  [
    'evening',
    regex('')`
      \b(?:evenings?|after (?:work|dinner|the kids (?:are|go) (?:in|to) bed)|at night|nights|late night|
      [5-9](?::\d\d)? ?pm)\b`,
  ],
];
const ANY = regex('')`
    \b(?:any ?time(?: of (?:the )?day)?|time of day (?:doesn't|does not) matter|flexible (?:with|on|
    about) (?:the )?time)\b`;
const TRAINS = /\b(?:train\w*|work ?outs?|working out|gym|exercis\w*|lift\w*|sessions?)\b/;
const NO_TIME = regex('g')`
    \b(?:night shifts?|no energy in the evenings?|(?:not|never|
    no) (?:in the |on |after |before |later than )?(?:mornings?|evenings?|work|lunch|\d{1,2} ?(?:am|pm)?)|
    stiff in the morning|
    morning stiffness)\b`;

/** The time of day at which the person prefers to train. */
export function timeOfDayIn(digits: string, asked: boolean): FieldValue | undefined {
  const text = digits.replace(NO_TIME, ' ');
  if (!asked && !TRAINS.test(text)) return undefined;
  const moments = MOMENTS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  if (moments.length > 0) return asked ? high(moments.join(' or ')) : medium(moments.join(' or '));
  return ANY.test(text) ? medium('any time') : undefined;
}
