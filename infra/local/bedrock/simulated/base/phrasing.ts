export const countWords = (text: string): number => text.split(/\s+/).filter(Boolean).length;

/** Cuts a text to at most `max` words. */
export function clipWords(text: string, max: number): string {
  const words = text.split(/\s+/).filter(Boolean);
  return words.length <= max
    ? words.join(' ')
    : `${words
        .slice(0, max)
        .join(' ')
        .replace(/[,;:]$/, '')}…`;
}

/** Joins items to `a, b and c`. */
export function listed(items: readonly string[]): string {
  const [last = '', ...others] = [...items].reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} and ${last}`;
}

/** Creates a function that picks items deterministically, by seed and words. */
export function createChoice(seed: number, words: string) {
  let hash = 2_166_136_261 ^ seed;
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return <Item>(items: readonly [Item, ...Item[]]): Item => {
    hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
    return items[(hash >>> 0) % items.length] ?? items[0];
  };
}
export type Choose = ReturnType<typeof createChoice>;
