const ID = '\\w[\\w-]{0,63}';
/** Matches ids after a noun: `game 7f3a2b`, `games g-1 and g-2`, `id: xyz`. */
const AFTER_NOUN = new RegExp(
  `\\b(?:\\p{L}+s?\\s+)?(?:id|game|match|replay|workout|session|memory|note|image|asset)s?(?:\\s+ids?)?(?:\\s*[:#]\\s*|\\s+)((?:["'\`]?${ID}["'\`]?(?:\\s*(?:,|and|&|vs\\.?|or|with|to)\\s*)?)+)`,
  'giu',
);
const CERTAIN = new RegExp(`\\bid\\s*[:#=]?\\s*["'\`]?(${ID})|["'\`](${ID})["'\`]`, 'giu');
const HYPHENATED = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])\w+(?:-\w+)+(?![\w-])/gi;
/** Words with numbers that are not ids: `3-day`, `top-3`, `2v2-ranked`. */
const NO_ID = /^(?:\d+-[a-z]+|top-\d+|\d+v\d+(?:-\w+)?|\d+s|\d+x\d+|[a-z]+ed-\w+|is|was|are|were|of|for)$/i;

const isLike = (word: string): boolean => /\d/.test(word) && /[a-z_-]|\d{4}/i.test(word) && !NO_ID.test(word);

/** The ids in a text, in order. */
export function idsIn(text: string): readonly string[] {
  const certain = [...text.matchAll(CERTAIN)]
    .flatMap(([, id, quoted]) => id ?? quoted ?? [])
    .filter((id) => !NO_ID.test(id));
  const listed = [...text.matchAll(AFTER_NOUN)].flatMap(([, ids = '']) => ids.match(/[\w-]+/g) ?? []);
  const likely = [...listed, ...(text.match(HYPHENATED) ?? [])].filter(isLike);
  return [...new Set([...certain, ...likely])];
}
