/** Fewer different words than this describe no picture when they are repeated. */
const MIN_DIFFERENT_WORDS = 3;

/**
 * Whether a description only fills the field: a few words again and again (`custom mood, custom mood, …`), or the name
 * of a field instead of its value.
 */
export function isPlaceholder(description: string): boolean {
  const words = description.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const different = new Set(words);
  const isRepeated = words.length > different.size && different.size < MIN_DIFFERENT_WORDS;
  return (
    isRepeated || /^\W*(?:custom mood|description|placeholder|tbd|todo|n ?\/? ?a|lorem ipsum)\W*$/i.test(description)
  );
}
