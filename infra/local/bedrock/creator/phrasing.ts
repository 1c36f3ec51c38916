/** What every reply keeps to, in words. */
export const MIN_WORDS = 50;
export const MAX_WORDS = 75;

export const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** At most so many words of a value that a person gave. */
export function clipWords(text: string, max: number): string {
  const words = text.split(/\s+/).filter(Boolean);
  return words.length <= max
    ? words.join(' ')
    : `${words
        .slice(0, max)
        .join(' ')
        .replace(/[,;:]$/, '')}…`;
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  const [last = '', ...others] = [...items].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}

/** Always the same for the same seed and words, and different for others. */
export function createChoice(seed: number, words: string) {
  let hash = 2_166_136_261 ^ seed;
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return <Item>(items: readonly [Item, ...Item[]]): Item => {
    hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
    return items[(hash >>> 0) % items.length] ?? items[0];
  };
}
export type Choose = ReturnType<typeof createChoice>;

/** Sentences that fit anywhere; a reply that is too short gets as many as it takes. */
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
  /** Said in any case, in front. */
  readonly opening: string;
  /** Utterance if there is room. */
  readonly asides: readonly string[];
  /** Said in any case, at the end. */
  readonly closing: string;
}

/** A reply of 50 to 75 words: asides while they fit, then fillers while they are needed. */
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
