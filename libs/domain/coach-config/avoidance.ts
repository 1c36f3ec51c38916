import { markAll, normalise } from './words.ts';

/** Placeholder for a forbidden exercise. */
const MARK = '§';

/** Words that start an exclusion. `never` and `not` count only before a verb that would prescribe. */
const VERBS = 'program|prescribe|do|perform|recommend|include|use|load|add|assign|suggest|schedule|attempt|give';
const CUE = new RegExp(
  `\\b(?:avoid(?:s|ing)?|skip|exclud(?:e|es|ing)|leave out|without|(?:do not|don't|never) (?:${VERBS}))\\b`,
);
const REPLACE = /\b(?:replace|swap|instead of|rather than|substitute for)\b/;

/** After one of these words a cue may mean its opposite: `do not avoid`, `never skip`, `what others avoid`. */
const TWIST =
  /\b(?:not|never|no|nor|without|stop|quit|refuse|others?|people|who|whoever|what|whatever|some|why|if|unless|instead|rather|nobody|rarely|hardly|cannot|weak|cowards?|need|\w+n't|avoid\w*|skip\w*)\b/;

/** Words that may accompany forbidden exercises in an exclusion. Any other word makes the sentence ambiguous. */
const HARMLESS = new Set(
  `and or any all the of such as these those following heavy loaded deep full high impact barbell weighted explosive
  movements movement exercises exercise variations forms types including especially also plus both every similar
  completely strictly entirely because due to given a an their your his her this stated known injury injuries history
  knee knees shoulder shoulders back lower pain wrist wrists elbow elbows ankle ankles hip hips neck for now until
  cleared by professional doctor physician physio at times in program programs programming session sessions plan
  always please burpee burpees lunge lunges running jumping jumps plyometrics twisting kipping pressing swings`
    .split(/\s+/)
    .filter(Boolean),
);

/** Words that may weaken a replacement after it is named. */
const SOFTENED = /\b(?:unless|except|when|whenever|if|only|but|until|though|however|then|\d+)\b|§/;
const BANNED =
  /^(?:,? ?(?:is|are|stays?|remains?)(?: strictly| completely)?(?: off limits| contraindicated| excluded| forbidden| banned))\b/;

const wordsOf = (text: string): readonly string[] => text.split(/[\s,:]+/).filter(Boolean);
const allHarmless = (text: string): boolean => wordsOf(text).every((word) => word === MARK || HARMLESS.has(word));

function excludes(sentence: string): boolean {
  const cue = CUE.exec(sentence);
  if (!cue) return false;
  const lead = sentence.slice(0, cue.index);
  return !lead.includes(MARK) && !TWIST.test(lead) && allHarmless(sentence.slice(cue.index + cue[0].length));
}

function replaces(sentence: string): boolean {
  const cue = REPLACE.exec(sentence);
  if (!cue || sentence.slice(0, cue.index).includes(MARK) || TWIST.test(sentence.slice(0, cue.index))) return false;
  const [taken = '', ...given] = sentence.slice(cue.index + cue[0].length).split(/ (?:with|by) |, ?/);
  return taken.includes(MARK) && allHarmless(taken) && !SOFTENED.test(given.join(' '));
}

function bans(sentence: string): boolean {
  const last = sentence.lastIndexOf(MARK) + MARK.length;
  const verdict = BANNED.exec(sentence.slice(last).trim());
  if (!verdict || !allHarmless(sentence.slice(0, last))) return false;
  return allHarmless(sentence.slice(last).trim().slice(verdict[0].length));
}

/**
 * Sentences of `text` that name a forbidden exercise without clearly excluding it.
 *
 * Conservative and word by word: a sentence passes only when it is an exclusion and nothing else (`Avoid box jumps and
 * deep squats because of the knee.`, `Replace box jumps with step-ups.`, `Box jumps are off limits.`). An ambiguous
 * sentence counts as a recommendation, because a default text is available and an injury would be worse.
 */
export function recommendationsIn(text: string, forbidden: readonly string[]): readonly string[] {
  return markAll(normalise(text), forbidden, MARK)
    .split('.')
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.includes(MARK))
    .filter((sentence) => !excludes(sentence) && !replaces(sentence) && !bans(sentence));
}
