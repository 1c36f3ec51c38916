import { allMatches, pattern, readable, regex } from '../base/pattern.ts';
import {
  bareAnswer,
  cleaned,
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
import { timelineIn } from './timeline.ts';

export const GOALS_TOPIC = 'goals_and_timeline';

const GOAL = pattern(
  `los[ei]\\w* | loose (?:some )?weight | loss | drop(?:ping)? | shed\\w* | weight | (?:body )?fat | kg | kilos
    | lbs | pounds | slim\\w* | lean\\w* | shred\\w* | bulk\\w* | cut(?:ting)?
  | gain\\w* | mass | muscl\\w* | hypertrophy | build\\w* | strong\\w* | strength | power\\w* | ton(?:e|ed|ing)
  | shape | fit | fitter | fittest | fitness | athletic\\w* | healthy | healthier | health
  | energy | energetic | stress | sleep | confiden\\w* | posture | mobil\\w* | flexib\\w* | endurance | stamina
  | conditioning | cardio | marathon | half | \\d+~k | runs? | running | race | triathlon
  | ironman | cycl\\w* | swim\\w* | pull~ups? | push~ups? | press~ups? | chin~ups? | muscle~ups? | handstands?
  | pistols? | squats? | deadlifts? | bench | snatch | clean | jerk | double unders?
  | prs? | pbs? | total | lifts? | compet\\w* | qualif\\w* | podium | hyrox | crossfit | open | semi~?finals?
  | quarter~?finals? | regionals | nationals | masters | games | explosive | speed | faster
  | feel(?:ing)? (?:better|good|great|well|fitter|younger)
  | look(?:ing)? (?:better|good|great) | mov(?:e|ing) better | pain[ -]?free | rehab\\w* | ag(?:e|ing) well
  | longevity | keep up | play with | hik\\w+ | climb\\w* | ski\\w* | surf\\w* | wedding
  | blood pressure | cholesterol | habit | routine | consisten\\w* | balance | core | bones? | independen\\w*
  | active | activity | move more | better shape | back in | skills? | technique | improve\\w*
  | get (?:back|better|in|into|fit) | recover\\w* | body`,
);
const WISH = readable(
  `i(?:'d| would)? (?:(?:really|mainly|mostly|just|also|basically|simply|honestly|actually|finally|
      rather) ){0,3}(?:want|wanted|hope|need|wish|aim|plan)(?:ing)?(?: (?:to|you to help me(?: to)?))?
  | i(?:'d| would) (?:(?:really|also|just|rather) ){0,3}(?:like|love)(?: (?:to|you to help me(?: to)?))?
  | i'?m (?:(?:really|mainly|mostly|just|also|here) ){0,3}(?:looking|hoping|trying|aiming|planning|keen|working|here|
    training|wanting)(?: (?:to|for|towards?|on))?
  | (?:my |the |main |primary |first |biggest |number one |top ){1,3}(?:goals?|aims?|objectives?|targets?|dreams?|
    focus|priority|wish)(?: now| here)? (?:is|are|would be|will be)(?: to| on)?
  | (?:goals?|aims?|targets?|focus) ?[:=-] | looking (?:to|for) | hoping (?:to|for) | trying to | want(?:ing)? to
  | aiming (?:to|for) | help me(?: to)? | get me to | would (?:like|love) to | working (?:towards?|on)
  | training for | preparing for | prepping for | love to | need to`,
);
const LEAD = new RegExp(`(?<![\\w'])(?:${WISH})(?:\\s|$)`, 'i');
/** Phrases that answer other topics. */
const ELSEWHERE = pattern(
  `coach(?:es)? | voice | female | male | neutral | days? (?:a|per) week | times (?:a|per) week | minutes
    | years? old | i'm \\d\\d | dumbbells? | kettlebells? | garage | injur\\w* | tweaked
  | hates? | avoid | dislike\\w* | build (?:it|my coach) | hi | hello | hey | thanks? | beginner | intermediate
  | advanced | recovering from | i've (?:been|trained|lifted) | (?:i )?train(?:ing)? at | x a week`,
);
const SPLIT = /,\s*(?:and |plus |maybe |also )?|;\s*|\s+(?:and(?: also| maybe| then| to)?|plus|as well as|&|\+)\s+/i;
const VERB = regex('i')`
    ^(?:to )?(?:lose|drop|shed|get|gain|build|run|feel|look|move|do|become|be|have|improve|increase|compete|qualify|
    finish|learn|hit|reach|stay|keep|sleep|reduce|tone|finally|stop|start|win|bench|squat|deadlift|climb|swim|ride|
    cycle|make|come|return|prepare|complete|put|add|eat|manage|master|fix|play|hold|snatch|clean|break)\b`;

/** Clauses that only explain a wish. */
const ASIDE = /^(?:we|we've|we're|i've|i'm|i|it|it's|that|that's|my \w+ (?:is|says|said|told))\b/i;

/** Splits a wish into goals. A part that begins no new goal stays with the previous one. */
function split(wish: string): readonly string[] {
  const parts: string[] = [];
  for (const part of wish.split(SPLIT).map((text) => text.trim())) {
    if (part === '' || (parts.length > 0 && ASIDE.test(part) && !GOAL.test(part))) continue;
    const isOwn = VERB.test(part) || (GOAL.test(part) && !/^(?:for|with|in|on|of|so|because)\b/i.test(part));
    const previous = parts.at(-1);
    if (isOwn || previous === undefined) parts.push(part);
    else parts[parts.length - 1] = `${previous} and ${part}`;
  }
  return parts;
}

const withoutReason = (text: string): string => text.split(/\s+(?:because|since|as my|cause|cuz)\s+/i)[0] ?? text;
const NOT = /(?:n't|\bnot|\bnever|\bno)\s*(?:really |necessarily )?$/i;

/** The objects of the wishes in a sentence. Empty without a wish, or for a refusal. */
function wishes(sentence: string): readonly string[] {
  const leads = allMatches(sentence, LEAD).filter(({ index = 0 }) => !NOT.test(sentence.slice(0, index)));
  return leads.map(({ index = 0, 0: lead }, position) =>
    sentence.slice(index + lead.length, leads[position + 1]?.index),
  );
}

function wishesIn(sentence: string, asked: boolean): readonly string[] {
  const plain = sentence.replace(/,?\s*\b(?:ideally|hopefully|preferably|eventually|if possible)\b,?/gi, ' ');
  const wished = wishes(plain);
  const again = wished.length > 0 ? wished : undefined;
  const candidates = (again ?? [plain]).flatMap((wish) => split(withoutReason(wish).replace(/\s{2,}/g, ' ')));
  const goals = candidates.filter(
    (part) => !ELSEWHERE.test(part) && (GOAL.test(part) || (asked && again !== undefined && part.length > 3)),
  );
  return again === undefined && !asked
    ? []
    : goals.map((goal) =>
        goal.replace(/^(?:to|is|be able to|for|on|towards?)\s+/i, '').replace(/\s+(?:and|or|to|for|but|by|in)$/i, ''),
      );
}

function goalsIn({ sentences }: Message, asked: boolean): readonly string[] {
  return phrasesOf(sentences.flatMap((sentence) => wishesIn(cleaned(timelineIn(sentence, asked).rest), asked)));
}

export const readGoals: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, GOALS_TOPIC);
  const known = situation.covered['primaryGoals'] !== undefined;
  const names = /\bgoals?\b|\baims?\b|\bdeadline\b|\btimeline\b/i.test(said.text);
  if (known && !asked && !(situation.isCorrecting && names)) return {};
  const goals = goalsIn(said, asked && !known);
  const { answer: timeline } = timelineIn(about(said, situation), asked || names);
  const wantsTimeline = timeline && (asked || names || goals.length > 0);
  const found: FieldValues = {
    ...(goals.length > 0 && { primaryGoals: asked || names ? high(goals) : medium(goals) }),
    ...(wantsTimeline && { goalTimeline: timeline }),
  };
  const bare = asked ? bareAnswer(said.text) : undefined;
  if (bare === 'no' || bare === 'unsure') return shrug(known, found);
  return found;
};

const shrug = (known: boolean, found: FieldValues): FieldValues =>
  known
    ? { goalTimeline: low('no fixed date') }
    : { primaryGoals: low(['general fitness']), goalTimeline: low('no fixed date'), ...found };

/** The text that may contain the date of a goal: everything when it was asked for, else only sentences with wishes. */
const about = ({ text, sentences }: Message, situation: Situation): string =>
  isAsked(situation, GOALS_TOPIC) || situation.isCorrecting
    ? text
    : sentences.filter((sentence) => LEAD.test(sentence) && GOAL.test(sentence)).join(' ');
