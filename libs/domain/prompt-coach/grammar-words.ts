const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** The words by which the fixes recognise the structure of a description. */
export const PREPOSITIONS = words(`
  with in on at against over before inside into within behind from by under near across through above below beside
  around featuring showing including having for to as like`);

export const DETERMINERS = words('a an the my your his her its our their some any this that these those');

export const CONJUNCTIONS = words('and or but yet plus nor');

export const INTENSIFIERS = words('very really super extremely quite slightly highly ultra so more most rather fairly');

const LINKING_VERBS = words('is are was were be looks look looking feels feel feeling that which who');

/** Words that need another word after them. */
export const DANGLING: ReadonlySet<string> = new Set([
  ...PREPOSITIONS,
  ...DETERMINERS,
  ...CONJUNCTIONS,
  ...INTENSIFIERS,
  ...LINKING_VERBS,
  'of',
]);

/** Nouns that say little without the word before them: `in anime style`. */
export const STYLE_NOUNS = words('style styled look aesthetic vibe vibes feel theme themed mood atmosphere design');

/** Words that tell more about the noun before them: `text that says GG`, `the setting is a wood`. */
export const SAYING = words('saying says say reading reads that which spelling is are');
