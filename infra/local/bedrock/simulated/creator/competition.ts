import { NEGATOR } from '../base/negation.ts';
import { pattern, regex } from '../base/pattern.ts';
import {
  bareAnswer,
  type FieldValues,
  high,
  isAsked,
  medium,
  phrasesOf,
  type Situation,
  type TopicReader,
} from './message.ts';
import { timelineIn } from './timeline.ts';

export const COMPETITION_TOPIC = 'competition_goals';

const CONTEST = pattern(
  `compet(?:e|es|ing|itions?|itive(?:ly)?|itor) | comps? | meets? | throw~?downs? | the open | crossfit open | open
    | quarter~?finals? | semi~?finals? | regionals? | nationals? | worlds? | world championships? | championships?
    | games | podiums? | qualif\\w+ | hyrox | spartan | tournaments? | leagues? | powerlifting meet | races?
    | racing | triathlons? | ironman | marathons? | deka | masters worlds | event`,
);
const COMPETING = pattern(
  `compet(?:e|ing|itions?|itively) | comps? | podiums? | qualify(?:ing)? | qualification | regionals | nationals
    | semi~?finals? | quarter~?finals? | throw~?downs? | powerlifting meet | hyrox | crossfit open | masters worlds`,
);
const REFUSAL = pattern(
  `just (?:for|doing (?:it|this) for) (?:me|myself|fun|health|my health) | (?:for|purely for) (?:myself|fun|health)
    | not (?:for me|my thing|interested|really interested|a goal|at all|really|planning|going to)
    | no (?:interest|desire|plans?|thanks|thank you|competitions?|comps?|races?|way|intention)
    | zero (?:interest|desire|intention) | never | don't (?:want|plan|need|care|intend) | do not (?:want|plan)
    | isn't (?:for me|my thing|a goal) | doesn't (?:interest|appeal) | train for myself | rather not | no competing
    | hate compet\\w+ | not competing | won't`,
);
const DESIRE = pattern(
  `want(?:s|ing)? | (?:would|i'd) (?:like|love) | hop(?:e|ing) | plan(?:s|ning)? | aim(?:s|ing)? | goal | going to
    | signed up | registered | entered | qualify | qualifying | train(?:ing)? for | prep(?:ping|aring) for | target
    | dream | interested in | maybe | someday | one day | looking to | looking at | trying to
    | thinking (?:of|about) | next | this year | would be (?:fun|cool|nice|great|amazing)`,
);
const HISTORY = /\b(?:competed|used to|did|was|years ago|in the past|twice|have done)\b/i;
/** Answers that mean no competition. */
const WELCOME = regex('gi')`
    \b(?:can't wait|why not|(?:don't|wouldn't|do not|would not) mind|not (?:against|opposed)|never (?:competed|
    done (?:one|it))(?: before| yet)?|haven't (?:competed|done one)(?: yet| before)?|not yet|nothing (?:big|
    serious))\b`;

const isRefusal = (sentence: string): boolean => {
  const plain = sentence.replace(WELCOME, ' ');
  return REFUSAL.test(plain) || (NEGATOR.test(plain) && CONTEST.test(plain)) || bareAnswer(plain) === 'no';
};

const LEAD = regex('i')`
    ^(?:i(?:'d| would)? (?:(?:really|also|actually) )?(?:like|love|want|hope|plan|aim)(?: to)?|i'm (?:aiming|
    training|hoping|planning|preparing|thinking|signed up|registered|looking|going)(?: for| to| of| about| at)?|
    (?:yes|yeah|sure)[,\s]+|my (?:main )?(?:goal|aim|target) is(?: to)?|aiming for|to)\s+`;

/** The events in a text, without their dates. */
function eventsIn(sentences: readonly string[]): { readonly events: readonly string[]; readonly when: string } {
  const dated = sentences.map((sentence) => timelineIn(sentence, false));
  const parts = dated.flatMap(({ rest }) =>
    rest.split(
      regex('i')`
        ,\s*(?:and |then )?|;\s*|\s+(?:and then|then|and|plus)\s+(?=(?:a|an|the|my|qualify|podium|compete|win|local|
        online|masters|nationals|regionals|semifinals|quarterfinals)\b)`,
    ),
  );
  const events = phrasesOf(
    parts
      .map((part) => part.trim().replace(LEAD, ''))
      .map((part) => part.replace(/\s{2,}/g, ' ').replace(/\s+(?:in|by|and|at|on)\s*[.,]?$/i, '')),
  );
  const when = dated.flatMap(({ answer }) => (answer ? [String(answer.value)] : []));
  return { events, when: when.join(', ') };
}

function stated(sentences: readonly string[], sure: typeof high): FieldValues {
  const { events, when } = eventsIn(sentences);
  const telling = events.filter(
    (event) => CONTEST.test(event) || /\b(?:maybe|someday|one day|local|online|virtual|fun)\b/i.test(event),
  );
  const goals = (telling.length > 0 ? telling : events).slice(0, 6);
  return { competitionGoals: sure(goals), ...(when !== '' && { competitionTimeline: sure(when) }) };
}

/** Sentences that express a wish for an event or give its date. */
const isAhead = (clause: string): boolean => DESIRE.test(clause) || timelineIn(clause, false).answer !== undefined;

export const readCompetition: TopicReader = (said, situation): FieldValues => {
  if (isAsked(situation, COMPETITION_TOPIC)) return answered(said.sentences, said.text, situation);
  const about = said.sentences
    .flatMap((sentence) => sentence.split(/,\s+(?=i\b)|\s+but\s+/i))
    .filter((clause) => (situation.isCorrecting ? CONTEST : COMPETING).test(clause));
  const refusals = about.filter(isRefusal);
  const wishes = about.filter((clause) => !isRefusal(clause) && isAhead(clause) && !HISTORY.test(clause));
  if (wishes.length > 0) return stated(wishes, situation.isCorrecting ? high : medium);
  return refusals.some((clause) => /\bcompet/i.test(clause)) ? { competitionGoals: high([]) } : {};
};

/** When success was asked for in the same message, a race may be only a measure of success. */
const isWish = (clause: string, isOnly: boolean): boolean => {
  const names = CONTEST.test(clause) || /\b(?:maybe|someday|one day|possibly|eventually|local|online)\b/i.test(clause);
  return names && (isOnly || COMPETING.test(clause) || DESIRE.test(clause));
};

function answered(sentences: readonly string[], text: string, { asked }: Situation): FieldValues {
  const isOnly = asked.length === 1 || sentences.length === 1;
  const clauses = sentences.flatMap((sentence) => sentence.split(/;\s*|,?\s+(?:but|although|though|however)\s+/i));
  const refusals = clauses.filter(isRefusal);
  const wishes = clauses.filter((clause) => !isRefusal(clause) && isWish(clause, asked.length === 1));
  if (wishes.length > 0 && !(refusals.length > 0 && wishes.every((wish) => !DESIRE.test(wish))))
    return stated(wishes, high);
  if (
    refusals.length > 0 &&
    (isOnly || refusals.some((clause) => CONTEST.test(clause) || REFUSAL.test(clause) || bareAnswer(clause) === 'no'))
  ) {
    return { competitionGoals: high([]) };
  }
  const bare = bareAnswer(text);
  if (bare === 'yes') return { competitionGoals: high(['interested in competing']) };
  if (bare === 'unsure') return { competitionGoals: medium(['maybe someday']) };
  return sentences.some((sentence) => bareAnswer(sentence) === 'yes')
    ? { competitionGoals: high(['interested in competing']) }
    : {};
}
