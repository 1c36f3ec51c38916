import { type Choose, countWords } from '../base/phrasing.ts';

/** The length of every reply, in words. */
const MIN_WORDS = 50;
export const MAX_WORDS = 75;

/** Sentences that fit into every reply. Short replies are filled up with them. */
const FILLERS: readonly [string, ...string[]] = [
  'Short answers are perfectly fine here, and you can change anything later on.',
  'Take your time; a rough answer is just as useful to me as an exact one.',
  'If something changes along the way, simply tell me and I will put it right.',
  'There are no wrong answers, only ones that help your coach to fit you better.',
  'We are making good progress, and every answer makes the picture a little clearer.',
  'Feel free to tell me more than one thing at once, if that is quicker for you.',
  'All of this goes into one picture of you, and you will see it before anything is built.',
  'Your own words are best; I will sort them into the right places for you.',
  'Everything that you share here stays part of this interview and nothing else.',
];

interface Parts {
  /** Always first. */
  readonly opening: string;
  /** Included while there is room. */
  readonly asides: readonly string[];
  /** Always last. */
  readonly closing: string;
}

/** Composes a reply of 50 to 75 words: asides while they fit, then fillers while it is too short. */
export function compose({ opening, asides, closing }: Parts, choose: Choose): string {
  const middle: string[] = [];
  const length = () => countWords([opening, ...middle, closing].join(' '));
  for (const aside of asides) if (length() + countWords(aside) <= MAX_WORDS - 5) middle.push(aside);
  const fillers: string[] = [...FILLERS];
  while (length() < MIN_WORDS && fillers.length > 0) {
    const [first = '', ...others] = fillers;
    const filler = choose([first, ...others]);
    fillers.splice(fillers.indexOf(filler), 1);
    if (length() + countWords(filler) <= MAX_WORDS) middle.push(filler);
  }
  return [opening, ...middle, closing].filter(Boolean).join(' ');
}
