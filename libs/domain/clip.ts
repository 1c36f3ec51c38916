/** Shortens a text, at a word boundary if there is one. @param max - Code points, including the ellipsis. */
export function clip(text: string, max: number): string {
  const letters = [...text];
  if (letters.length <= max) return text;
  const cut = letters.slice(0, max - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '')}…`;
}

/** The first sentence of a text, on one line. */
export const firstSentence = (text: string): string =>
  (text.trim().split(/(?<=[.!?])\s|\n/)[0] ?? '').replace(/[\s\p{Cc}]+/gu, ' ').trim();

const MAX_TITLE = 60;

/** A conversation's title is its first question. */
export const titleOf = (message: string): string => clip(firstSentence(message) || 'Conversation', MAX_TITLE);
