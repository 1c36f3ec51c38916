import { REMEMBER } from './acts.ts';

/** Words between the request to remember and the note. */
const LEAD =
  /^[\s:,-]*(?:for me|to self|of|about|saying|which says|to remember|dass|que|as (?:a|an|my) [\p{L}]+)?[\s:,-]*(?:that\s+|:\s*)?/iu;
/** The end of a note. */
const NEXT =
  /(?<=[.!?])\s|\n|,? (?:and|then)(?: then| also| please)* (?=(?:show|tell|compare|what|how|look|check|give|list|get|pull)\b)/i;
const EMPTY = /^[\W_]*(?:that|this|it|please|down|when\b.*|how\b.*|what\b.*)?[\W_]*$/i;

const bare = (text: string): string =>
  text
    .trim()
    .replace(/^["'“”„]+|["'“”.!]+$/g, '')
    .trim();

/** The note in a request to remember. For `save that`, it is the first sentence of the last answer. */
export function wantedNote(text: string, lastAnswer: string): string | undefined {
  const order = REMEMBER.exec(text);
  if (!order) return undefined;
  const [said = ''] = text
    .slice(order.index + order[0].length)
    .replace(LEAD, '')
    .split(NEXT);
  if (!EMPTY.test(said)) return bare(said);
  return /\b(?:that|this|it)\b/i.test(text) ? lastAnswer.match(/[^.!?\n]+[.!?]?/)?.[0].trim() : undefined;
}
