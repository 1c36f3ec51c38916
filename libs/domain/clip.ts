/** Cut at a word, if there is one to cut at. @param max - Code points, the ellipsis included. */
export function clip(text: string, max: number): string {
  const letters = [...text];
  if (letters.length <= max) return text;
  const cut = letters.slice(0, max - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '')}…`;
}

/** The beginning of what was said, on one line. */
export const firstSentence = (text: string): string =>
  (text.trim().split(/(?<=[.!?])\s|\n/)[0] ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();

const MAX_TITLE = 60;

/** A conversation is called by its first question. */
export const titleOf = (message: string): string => clip(firstSentence(message) || 'Conversation', MAX_TITLE);
