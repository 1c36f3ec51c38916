import { pattern, regex } from '../base/pattern.ts';
import {
  bareAnswer,
  cleaned,
  type FieldValues,
  high,
  isAsked,
  low,
  medium,
  phrasesOf,
  type TopicReader,
} from './message.ts';

export const SUCCESS_TOPIC = 'success_metrics';

const TRACKING = pattern(
  `track(?:ing|s|ed)? | log(?:s|ging|book)? | app | photos? | pictures | scales? | tape | spreadsheets? | excel
    | wearables? | garmin | whoop | strava | fitbit | oura | apple watch | smart ?watch | watch | notebook | journal
    | diary | weigh(?:ing|[ -]ins?)? | dexa | body scan | inbody | test(?:ing)? every | retest\\w* | check[ -]ins?
    | wodify | beyond the whiteboard | btwb | sugarwod`,
);
const SUCCESS = pattern(
  `success | successful | i'?d know (?:it's|it is|that it) work\\w* | i'?ll know (?:it's|it is|that it) work\\w*
    | proud if | would be a win | happy if | satisfied if | measure (?:it|progress|success)
    | metrics? (?:is|are|would be)`,
);
const LEADS = regex('i')`
    ^(?:(?:in|after|within|over) (?:the )?(?:next )?(?:\d+|three|two|six|a few|these three) (?:months?|
    weeks?)(?: time)?[,\s]*|success ?(?:for me )?(?:would be|would mean|would look like|means|is|looks like|=|
    :)(?: that| if| when)?|(?:it|that) would be|i(?:'d| would| will|'ll)? (?:know (?:that )?it(?:'s| is)? work\w*|
    be (?:happy|proud|satisfied)|consider it a success)(?: if| when)?|i(?:'d| would)? (?:(?:really|just) )?(?:like|
    love|want|hope)(?: to)?|(?:being|be) able to|i (?:can|could|am able to)|if i (?:can|could|am able to|am|was|
    were)?|when i (?:can|could|am able to|am)?|that i (?:can|could)?|to be able to|to|my (?:key )?(?:metrics?|
    key figures?|numbers?|kpis?) (?:is|are|would be)|key figures?:?|mainly|honestly|probably|
    i measure (?:progress |success )?(?:by|with|through)|measured? by|by)(?=[\s:,])[\s:,]*`;
const SPLIT = regex('i')`
    [.;!]\s*|,\s*(?:and |plus )?|\s+[&+]\s+|\s+(?:and|plus)\s+(?=(?:being|to|a|an|my|the|more|less|better|feel\w*|
    hav\w+|
    able|\d|first|at least|[a-z]+ing|lose|run|do|sleep|fit|look|hit|get|no|climb|see|squat|deadlift|bench|lift|
    fewer|i|[a-z]+ under)\b)|\n`;

function stripped(text: string): string {
  let rest = cleaned(text);
  for (let shorter = rest.replace(LEADS, ''); shorter !== rest && shorter !== ''; shorter = rest.replace(LEADS, '')) {
    rest = cleaned(shorter);
  }
  return rest;
}

/** When the topic was not asked for, only sentences about the person count. */
const KEEPS_TRACK = regex('i')`
    \b(?:i (?:track|log|measure|weigh)|track(?:ing)? (?:it |everything |progress )?(?:with|in|by|on|via)|
    log(?:ging)? (?:it|everything))\b`;

/** Sentences that answer the next topic. */
const COMPETING =
  /\b(?:compet(?:e|ing|ition|itions)|podium|quarter-?finals?|semi-?finals?|regionals|nationals|throwdowns?)\b/i;
const NO_METRIC = /^(?:h+m+|u+m+|u+h+|ok(?:ay)?|no|yes|nope|nothing|none|thanks?|that's it|that is it|that's all)$/i;

export const readSuccess: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, SUCCESS_TOPIC);
  const sentences = said.sentences.filter((sentence) => {
    if (/\?\s*$/.test(sentence)) return false;
    return asked
      ? !COMPETING.test(sentence) || SUCCESS.test(sentence) || said.sentences.length === 1
      : SUCCESS.test(sentence);
  });
  const clauses = sentences
    .flatMap((sentence) => sentence.split(SPLIT))
    .filter((clause): clause is string => Boolean(clause?.trim()));
  const measures = clauses.filter((clause) => !COMPETING.test(clause) || clauses.length === 1);
  const metrics = phrasesOf(measures.map(stripped)).filter(
    (metric) => !NO_METRIC.test(metric) && /[a-z\d]{2}/i.test(metric),
  );
  const tracking = phrasesOf(clauses.filter((clause) => TRACKING.test(clause)));
  const bare = bareAnswer(said.text);
  const diary = asked ? [] : phrasesOf(said.sentences.filter((sentence) => KEEPS_TRACK.test(sentence)));
  if (diary.length > 0 && sentences.length === 0) return { progressTrackingPreferences: medium(diary.join(', ')) };
  if (asked && bare === 'unsure') return { successMetrics: low(['feeling better and staying consistent']) };
  const goals = metrics.filter((metric) => !tracking.includes(metric));
  const kept = goals.length > 0 ? goals : metrics;
  if (kept.length === 0 || (asked && bare)) return {};
  const sure = asked ? high : medium;
  return {
    successMetrics: sure(kept.slice(0, 8)),
    ...(tracking.length > 0 && { progressTrackingPreferences: sure(tracking.join(', ')) }),
  };
};
