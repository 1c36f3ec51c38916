import { allMatches, pattern, regex } from '../base/pattern.ts';
import {
  bareAnswer,
  cleaned,
  type FieldValue,
  type FieldValues,
  high,
  isAsked,
  low,
  type Message,
  medium,
  partOf,
  type Situation,
  type TopicReader,
} from './message.ts';

export const EXPERIENCE_TOPIC = 'experience_level';

type Level = 'beginner' | 'intermediate' | 'advanced';

const NOT = /(?:\bnot|n't|no longer|never|hardly|far from|than|isn't|wouldn't (?:say|call)[\w\s']*)(?: \w+){0,2}\s*$/i;

const NAMED: readonly (readonly [Level, RegExp])[] = [
  [
    'advanced',
    pattern(
      `advanced | elite | semi~pro\\w* | professional(?:ly)? athlete | expert | very experienced
        | highly experienced | seasoned | experienced | veteran | high level
        | competitive (?:athlete|lifter|runner|crossfitter|powerlifter|swimmer|level)`,
    ),
  ],
  [
    'intermediate',
    pattern(
      `intermediate | know(?:s)? the basics | know my way around | moderate(?:ly)? | somewhere in the middle
        | in between | mid[ -]?level | decent(?:ly)? | fairly (?:experienced|fit|consistent) | pretty consistent
        | average`,
    ),
  ],
  [
    'beginner',
    pattern(
      `beginner | newbie | novice | noob | rookie | starter
        | (?:complete(?:ly)? |brand |totally |very |pretty |quite |all |fairly |relatively )?new (?:to|
          at)(?: (?:this|it|all|the|training|lifting|fitness|the gym|working out|exercise))?
      | brand new | completely new | totally new | just start(?:ed|ing) | start(?:ing)? out
      | starting from (?:zero|scratch) | from scratch | first time\\w* | couch | sedentary | untrained
      | out of shape | zero experience | no (?:real |prior |previous )?experience
      | little experience | not much(?: experience| really)? | hardly any\\w* | barely | no (?:fitness )?history
      | no background | few months | on and off | off and on | nothing serious`,
    ),
  ],
];
const NEVER = pattern(
  `(?:have |i've |has )?never (?:really |properly |ever |seriously )?(?:trained|lifted|worked out|exercised|done|
      been|set foot|touched|tried|followed|had|stepped)
    | haven't (?:really )?(?:ever )?(?:trained|lifted|worked out|exercised|done)(?: \\w+){0,3} before`,
);
const COMPETED = pattern(
  `compet(?:ed|es|ing|itor) | regionals | nationals | semi~?finals? | quarter~?finals?
    | (?:i|i've|have|i have) (?:also )?coach(?:ed)?
    | coach(?:ing)? (?:others|people|classes|athletes|crossfit|at|part[ -]time) | personal trainer | instructor
  | (?:ex|former|college|collegiate|national|pro)[ -]?athlete | national team | division (?:1|i|one) | d1
  | cf-?l[123] | podium\\w* | state champion\\w* | champion\\w* | world championships?`,
);
const NOT_COMPETED = pattern(
  `(?:never|not|haven't|no|don't|didn't|without) (?:\\w+ ){0,2}(?:compet\\w*|coach\\w*|regionals)
    | (?:want|like|love|hope|plan|goal|going|interested|interest)(?:ed|ing)? (?:to |in )?(?:\\w+ )?(?:compet\\w*|
      regionals)
    | to compet\\w* | competing in (?:my|the) future`,
);
const GAP = pattern(
  `used to | years? ago | (?:long|big|few[ -]years?|year) (?:break|pause|gap|lay~?off) | time off | years? off
    | off for
    | haven't (?:\\w+ )?(?:trained|lifted|worked out|exercised|done (?:much|anything)|been)(?: \\w+){0,6}? (?:in|
      for|since)
    | stopped | quit
  | fell off | out of it | nothing since | not since | back in (?:high school|college|school|the day|uni\\w*)
  | in (?:high school|college|school|uni\\w*|my (?:youth|teens|twenties|20s))
  | when i was (?:young\\w*|a kid|a teen\\w*) | gave up | getting back | coming back | return(?:ing)?
  | start(?:ing)? again`,
);
const TRAINING = pattern(
  `train\\w* | lift\\w* | cross~?fit\\w* | gym | run(?:ning|ner)? | work(?:ed|ing)?[ -]?out\\w* | exercis\\w*
    | experience | athlet\\w* | sports? | fitness | yoga | swim\\w* | cycl\\w* | row\\w* | bodybuilding
    | powerlifting | weight~?lifting | strength | soccer | football | rugby
  | tennis | climb\\w* | martial arts | boxing | classes | barbell | weights | at it | doing this | pilates
  | triathlon\\w* | dance\\w* | gymnast\\w* | basketball | hockey | volleyball | consistent\\w* | programs?
  | programming | kettlebells? | hiit`,
);
const YEARS = regex('')`
    (?<![\d.,])(\d{1,2})(?:\s?(?:-|to|
    or)\s?(\d{1,2}))?\s?\+?\s*(?:plus |good |solid |full |straight |or so |ish )?years?(?! old| ago| off| break|
    -old| postpartum)`;
const MONTHS = /(?<![\d.,])(\d{1,2})(?:\s?(?:-|to|or)\s?(\d{1,2}))?\s?months?(?! ago| off| postpartum| pregnant)/;
const SINCE = /\bsince ((?:19|20)\d\d)\b/;
const ABSENCE = /(?:haven't|hasn't|break of|off for|not trained|stopped|gap of|without|nothing)[^.,;]*$/;

/** Years of training. A break such as `haven't trained in five years` does not count. */
function yearsIn(digits: string, year: number): number | undefined {
  const found = allMatches(
    digits
      .replace(/\b(?:a|an) (?=(?:year|month)s?\b)/g, '1 ')
      .replace(/\bhalf a year\b/g, '6 months')
      .replace(/\ba decade\b/g, '10 years')
      .replace(/\bdecades\b/g, '20 years'),
    YEARS,
  ).filter(
    ({ index = 0 }) =>
      !ABSENCE.test(digits.slice(0, index)) && !/\b(?:next|in|within|coming) $/.test(digits.slice(0, index)),
  );
  const [match] = found;
  if (match) return Number(match[1]);
  const since = SINCE.exec(digits);
  if (since) return year - Number(since[1]);
  const months = MONTHS.exec(digits.replace(/\ba month\b/, '1 month'));
  return months && !/\b(?:next|in|within) $/.test(digits.slice(0, months.index)) ? Number(months[1]) / 12 : undefined;
}

const levelOfYears = (years: number): Level => (years < 1 ? 'beginner' : years < 8 ? 'intermediate' : 'advanced');
const oneLess = (level: Level): Level => (level === 'advanced' ? 'intermediate' : 'beginner');

/** The level that the person names. `not a beginner` and `not an expert` are intermediate. */
function named(text: string): Level | undefined {
  for (const [level, words] of NAMED) {
    const matches = allMatches(text, words);
    if (matches.some(({ index = 0 }) => !NOT.test(text.slice(0, index)))) return level;
    if (matches.length > 0) return 'intermediate';
  }
  return undefined;
}

function levelIn({ text, digits }: Message, situation: Situation): FieldValue | undefined {
  const isAboutTraining = isAsked(situation, EXPERIENCE_TOPIC) || TRAINING.test(text);
  const gap = GAP.test(text);
  const own = named(text);
  const years = isAboutTraining ? yearsIn(digits, situation.year) : undefined;
  if (COMPETED.test(text) && !NOT_COMPETED.test(text) && own !== 'beginner')
    return gap ? medium('intermediate') : high('advanced');
  if (own === 'beginner' && years !== undefined && years >= 3 && !NEVER.test(text)) return medium('intermediate');
  if (own) return high(own);
  if (NEVER.test(text)) return high('beginner');
  if (LONG.test(text)) return medium('intermediate');
  if (years !== undefined) return gap ? medium(oneLess(levelOfYears(years))) : high(levelOfYears(years));
  if (gap && TRAINING.test(text)) return medium('beginner');
  return undefined;
}

/** A long time, given without a number. */
const LONG = pattern(
  `since (?:high school|college|school|uni\\w*|childhood|(?:i was )?(?:a )?(?:kid|child|teen\\w*)|my \\w+|forever)
    | (?:all|most of) my life | my whole life | always (?:been|trained|done) | for years | many years
    | several years | \\d+ (?:half )?marathons`,
);

/** Guesses the level from an answer that names none. */
const guess = ({ text }: Message): FieldValue =>
  low(
    regex('i')`
      \b(?:since|marathons|regular\w*|weekly|often|years|consistent\w*|daily|always|every week|a lot|lots|plenty|
      several|many)\b`.test(text)
      ? 'intermediate'
      : 'beginner',
  );

const SELF = pattern(
  `i'?m | i am | i've | i have | i (?:just )?(?:started|train|lift|coach|compete|competed|used to) | as an? | been
    | training for | complete beginner | total beginner | years of | my (?:level|experience|background)`,
);
/** When the topic was not asked for, only sentences about the person's training count, not wishes. */
const tells = (sentence: string): boolean =>
  SELF.test(sentence) &&
  (TRAINING.test(sentence) || /\b(?:beginner|intermediate|newbie|novice|advanced)\b/i.test(sentence)) &&
  !/\b(?:success|goal)\b/i.test(sentence);

/** The training history, when the answer is long enough to contain one. */
const historyOf = (text: string): FieldValues => {
  const story = cleaned(text);
  return story.split(' ').length < 3 ? {} : { trainingHistory: medium(story) };
};

export const readExperience: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, EXPERIENCE_TOPIC);
  const sentences = asked ? said.sentences : said.sentences.filter(tells);
  if (sentences.length === 0) return {};
  const text = sentences.join(' ');
  const level = levelIn(asked ? said : partOf(text), situation);
  if (level) {
    const sure = asked || situation.isCorrecting ? level : medium(level.value);
    return { experienceLevel: sure, ...historyOf(text) };
  }
  const bare = asked ? bareAnswer(said.text) : undefined;
  return bare === 'no' || bare === 'unsure' ? { experienceLevel: low('beginner') } : {};
};

export const guessExperience = (said: Message): FieldValues => ({
  experienceLevel: guess(said),
  trainingHistory: low(cleaned(said.text)),
});
