import { allMatches, pattern, regex } from '../base/pattern.ts';
import {
  bareAnswer,
  cleaned,
  type FieldValues,
  high,
  isAsked,
  low,
  type Message,
  medium,
  type TopicReader,
} from './message.ts';

export const STYLE_TOPIC = 'coaching_style_and_motivation';

const STYLE = pattern(
  `supportive | encourag\\w+ | patient | patience | gentle | gently | kind | friendly | warm | positive | calm
    | empathetic | empathy | understanding | cheerful | caring | nurturing | soft | compassionate | reassuring
    | direct | tough | strict | firm | no[ -]nonsense | blunt | (?<!to be )honest | straight\\w*
  | push(?:es|ing|y)? | sugar~?coat\\w* | drill sergeant | demanding | hard on me | harsh | accountab\\w+
  | balanced? | mix(?:ed)? | technical\\w* | detail(?:ed|s)? | detail[ -]oriented | data[ -]driven | data
  | analytical | scientific | science | evidence\\w* | explain\\w* | motivat(?:ing|ional|or) | energetic
  | enthusias\\w+ | fun
  | humou?r\\w* | funny | playful | jokes? | laid[ -]back | relaxed | chill | easy[ -]?going | collaborative
  | partner\\w* | hands[ -]off | structured? | disciplined? | challeng(?:e|es|ing) me | challenging | tough love
  | cheerleader | military | no bs | bs | kick (?:my|in the) \\w+ | ass[ -]kick\\w* | hold(?:s|ing)? me
  | call me out | no excuses | respectful
  | serious | professional | inspiring | upbeat | feedback | somewhere in between | in between | friend\\w*
  | adaptive | flexible | clear | concise | feedback | critical | precise | pragmatic`,
);
const DRIVEN = pattern(
  `keeps? me (?:going|motivated|on track|coming) | keep going | (?:what )?(?:motivates?|drives?|inspires?) me
    | motivated by | (?<!data[\\s-])driven(?: by)? | driv(?:e|es|ing) | motivat(?:es|ed|ion)
    | i (?:like|love|need|enjoy) (?:to see|seeing|numbers|streaks|a challenge|being) | gets me (?:going|up|out)
    | i thrive on | thrive | what works for me is | fuels? me | i stick with it`,
);
const MOTIVE = pattern(
  `progress | results? | numbers | streaks? | competition | competing | goals? | kids | children | family | health
    | looking (?:good|better) | feeling (?:good|better|strong) | challenges? | routine | accountability | community
    | friends | music | rewards? | praise | deadlines? | records? | prs? | winning | energy
    | being (?:there|able|strong|healthy) | mirror | clothes | small wins | milestones`,
);
const ABOUT_COACH = pattern(
  'coach(?:ed|ing)? | trainer | style | be (?:\\w+ )?with me | push me | hold me | tell me | talk to me | treat me',
);
const SPLIT = regex('i')`
    [.;!?]\s*|,\s*(?:and |but )?(?=(?:what|i\b|i'm|my|seeing|progress|the|for my|motivated|driven|being|because|
    results|numbers|keeping))|,?\s+but\s+(?=(?:i|what|my|seeing)\b)|\s+-\s+|\s+and\s+(?=(?:what|i|i'm|i'd|my|seeing|
    progress|the|driven|motivated|results|being|keep)\b)|\n`;

const LEAD = regex('i')`
    ^(?:i(?:'d| would)? (?:(?:really|definitely|mostly|generally) )?(?:like|love|want|need|prefer|respond (?:best|
    better|well) to|do (?:best|better|well) with|appreciate|work (?:best|better|well) with)|i'm (?:more )?(?:of a|
    looking for)|(?:my|the) (?:ideal )?(?:coach|style|dynamic|coaching style)(?: should| would)?(?: be| is)?|
    (?:a |an )?coach (?:who|that)(?: is|'s)?|someone (?:who|that)(?: is|'s)?|somebody (?:who|that)(?: is|'s)?|
    please be|just be|be|give me|a|an|to be|should be|more|rather|it to be|them to be)\s+`;

const stripped = (text: string): string => {
  let rest = cleaned(text);
  for (let shorter = rest.replace(LEAD, ''); shorter !== rest; shorter = rest.replace(LEAD, '')) rest = shorter;
  return cleaned(
    rest.replace(
      regex('i')`
        \s+(?:style|with me|approach|coaching|one|kind of coach|type|coach|(?:coach |style )?(?:works|is|suits me|
        would be)(?: the)? best(?: for me)?)$`,
      '',
    ),
  );
};

interface Parts {
  readonly styles: readonly string[];
  readonly drives: readonly string[];
}

function partsOf(said: Message): Parts {
  const clauses = said.text.split(SPLIT).filter((clause): clause is string => Boolean(clause?.trim()));
  const isDrive = (clause: string) => DRIVEN.test(clause) || (MOTIVE.test(clause) && !STYLE.test(clause));
  return {
    styles: clauses.filter((clause) => STYLE.test(clause) && !DRIVEN.test(clause)),
    drives: clauses.filter(isDrive),
  };
}

/** The motivation in a sentence: `seeing progress keeps me going` → `seeing progress`. */
const driveOf = (clause: string): string =>
  cleaned(
    clause
      .replace(
        regex('gi')`
          \b(?:(?:is |are )?what (?:keeps me going|motivates me|drives me)(?: is| are)?|
          (?:usually |mostly |really )?(?:keeps?|keep) me (?:going|motivated|on track)(?: is| are)?|(?:motivates|
          drives) me(?: is| are)?|i'm (?:mostly |really |mainly )?(?:motivated|driven) by|(?:motivated|driven) by|
          what works for me is|i keep going (?:for|because of|when|with)|(?:my )?(?:motivation|drive) is|
          (?:is|are) my (?:motivation|drive)|i (?:keep|
          stay) (?:going|motivated) (?:by|when|with|for))\b`,
        ' ',
      )
      .replace(/\bmotivation ?[:=]/gi, ' ')
      .replace(/\s+/g, ' '),
  );

export const readStyle: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, STYLE_TOPIC);
  if (!asked) return unasked(said);
  const bare = bareAnswer(said.text);
  if (bare === 'both') return { coachingStylePreference: high('balanced: supportive and direct') };
  if (bare === 'unsure' || bare === 'no') return { coachingStylePreference: low('balanced') };
  const { styles, drives } = partsOf(said);
  const style = styles.map(stripped).filter(Boolean).join('; ');
  const drive = drives
    .map(driveOf)
    .filter((text) => text.length > 2)
    .join('; ');
  return {
    ...(style !== ''
      ? { coachingStylePreference: high(style) }
      : drives.length > 0 && { coachingStylePreference: low('balanced') }),
    ...(drive !== '' && { motivationStyle: high(drive) }),
  };
};

/** When the topic was not asked for, only style words about the coach count, and clear motivations. */
function unasked({ sentences }: Message): FieldValues {
  const about = sentences.filter((sentence) => ABOUT_COACH.test(sentence) && STYLE.test(sentence));
  const words = about.flatMap((sentence) => allMatches(sentence, STYLE).map(([word]) => word.toLowerCase()));
  const named = [...new Set(words)].filter((word) => !VAGUE.test(word));
  const drive = sentences
    .filter((sentence) => DRIVES_ME.test(sentence))
    .map(driveOf)
    .find((text) => text.length > 2);
  return {
    ...(named.length > 0 && { coachingStylePreference: medium(named.join(' and ')) }),
    ...(drive !== undefined && { motivationStyle: medium(drive) }),
  };
}

/** Words that also describe other things than a coaching style. */
const VAGUE = /^(?:kind|fun|data|mix|clear|soft|serious|friend\w*|partner\w*|feedback|honestly)$/;
const DRIVES_ME = regex('i')`
    \b(?:keeps? me (?:going|motivated|on track)|(?:motivates|drives) me|(?:motivated|driven) by|i keep going|
    motivation ?[:=])`;
