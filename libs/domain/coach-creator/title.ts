import type { CollectedFields } from './fields.ts';

const MAX_TITLE = 60;
const UNTITLED = 'Coach interview';

const firstSentence = (text: string): string => text.trim().split(/(?<=[.!?])\s|\n/)[0] ?? '';

/** Cut at a word, if there is one to cut at. */
function clip(text: string): string {
  const letters = [...text];
  if (letters.length <= MAX_TITLE) return text;
  const cut = letters.slice(0, MAX_TITLE - 1).join('');
  return `${cut.replace(/\s+\S*$/u, '')}…`;
}

/** A session's title, made of its first exchange: the goal when it was named, else what the person said. */
export function titleOf(words: string, fields: CollectedFields): string {
  const goal = fields.primaryGoals?.value[0];
  const said = (goal ?? firstSentence(words)).replace(/[\s\p{Cc}]+/gu, ' ').trim();
  return said === '' ? UNTITLED : clip(`${UNTITLED}: ${said}`);
}
