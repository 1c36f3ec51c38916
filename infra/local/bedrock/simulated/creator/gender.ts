import { allMatches, pattern, regex } from '../base/pattern.ts';
import {
  bareAnswer,
  type FieldValues,
  high,
  isAsked,
  type Message,
  medium,
  type Situation,
  type TopicReader,
} from './message.ts';

export const GENDER_TOPIC = 'coach_gender_preference';

type Gender = 'female' | 'male';

const WORDS: Readonly<Record<Gender, RegExp>> = {
  female: pattern('females? | wom[ae]n | lad(?:y|ies) | girls? | gals? | she | her | feminine | womanly | f'),
  male: pattern('males? | m[ae]n | guys? | dudes? | gentlem[ae]n | blokes? | he | him | masculine | manly | boys? | m'),
};
const NEUTRAL = pattern(
  `neutral | gender~neutral | non~binary | nb | enby | androgynous | they | them | gender~less | unisex | neither
    | either | both
  | don't (?:really |much )?(?:mind|care|have a preference|have any preference) | do not (?:mind|care)
  | couldn't care less
  | no (?:real |strong |particular )?(?:preference|pref) | any(?: voice| gender| of them| is fine)? | whichever
  | whatever
  | doesn't (?:really )?matter | does not matter | makes no difference | up to you | your (?:choice|call|pick)
  | you (?:choose|decide|pick) | surprise me | not (?:fussed|bothered|picky) | not important | indifferent
  | all the same | no matter
  | isn't important | irrelevant | ai | robot`,
);
/** The person's own gender. It is not the coach's. */
const SELF = pattern(
  `(?:i am|i'm|as|being) (?:an? )?(?:[\\w'-]+ ){0,4}(?:females?|wom[ae]n|m[ae]n|males?|guy|girl|lady|dude)
    | (?:hi|hey|hello),? (?:guys?|man|dude|lady|girls?) | (?:my|a|the) (?:husband|wife|boys?|girls?|guys)
  | she'?s my \\w+ | old man | best man`,
);
const REFUSED = regex('i')`
    (?:\bnot|n't want|n't like|\bno|rather not|anything but|over|than|instead of|except|
    never)(?: have| be| with)?(?: an?| the)?\s*$`;
const ABOUT = pattern('coach(?:es)? | voice | trainer | prefer(?:ence|red)? | sound(?:s|ing)? | speak | instructor');

/** The genders that a text asks for, in order, without refused ones. */
function wanted(text: string): readonly Gender[] {
  const others = text.replace(new RegExp(SELF.source, 'gi'), (match) => ' '.repeat(match.length));
  const mentions = (['female', 'male'] as const).flatMap((gender) =>
    allMatches(others, WORDS[gender]).map(({ index = 0 }) => ({ gender, index })),
  );
  const named = mentions
    .filter(({ index }) => !REFUSED.test(others.slice(0, index)))
    .sort((left, right) => left.index - right.index)
    .map(({ gender }) => gender);
  return [...new Set(named)];
}

function preferenceIn(text: string): Gender | 'neutral' | undefined {
  const [first, second] = wanted(text);
  const isNeutral = NEUTRAL.test(text);
  if (first && second) return isNeutral || / or /i.test(text) ? 'neutral' : first;
  if (first && isNeutral && /^\s*(?:oh )?man\b,/i.test(text)) return 'neutral';
  return first ?? (isNeutral ? 'neutral' : undefined);
}

/** A refusal of one gender means the other: `anything but a man`. */
function refusedIn(text: string): Gender | undefined {
  const refused = (['female', 'male'] as const).filter((gender) =>
    allMatches(text, WORDS[gender]).some(({ index = 0 }) => REFUSED.test(text.slice(0, index))),
  );
  if (refused.length !== 1) return undefined;
  return refused[0] === 'male' ? 'female' : 'male';
}

/** When the topic was not asked for, only sentences about the coach count. */
function relevant(said: Message, situation: Situation): readonly string[] {
  const about = said.sentences.filter((sentence) => ABOUT.test(sentence));
  if (about.length > 0) return about;
  return isAsked(situation, GENDER_TOPIC) ? said.sentences : [];
}

export const readGender: TopicReader = (said, situation): FieldValues => {
  const asked = isAsked(situation, GENDER_TOPIC);
  for (const sentence of relevant(said, situation)) {
    const clauses = asked
      ? [sentence]
      : sentence.split(/,\s| and (?=i\b|my\b|also\b)/i).filter((clause) => ABOUT.test(clause));
    for (const clause of clauses) {
      const preference = preferenceIn(clause) ?? refusedIn(clause);
      const isShrug = preference === 'neutral' && !asked && !/neutral|binary/i.test(clause);
      if (preference && !isShrug)
        return { coachGenderPreference: asked || situation.isCorrecting ? high(preference) : medium(preference) };
    }
  }
  const bare = asked ? bareAnswer(said.text) : undefined;
  return bare && bare !== 'yes' ? { coachGenderPreference: high('neutral') } : {};
};
