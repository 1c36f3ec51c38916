import { REMEMBER } from './acts.ts';
import { regex } from './pattern.ts';
import { partOf, type Source, sourceOf } from './source.ts';
import type { Turn } from './turn.ts';

/** The separators between requests. */
const BETWEEN = regex('iu')`
    [?!;\n]+\s*|(?<!\bvs)\.\s+|,?\s+(?:and|then|plus|also|und|dann|y|luego)\s+(?=(?:(?:also|then|please|tell me|me)\s+)*(?:my|what|how|
    show|compare|check|look|get|list|pull|give|tell|remember|save|note|last|which|did|benchmarks?|the (?:last|stats|latest|benchmarks?)|
    was|wie|zeig\p{L}*|merk|qué|muestra)(?!\p{L}))`;

/** The end of a note: the end of its sentence, or the next request. */
const END_OF_NOTE =
  /(?<=[.!?])\s+|\n+|,?\s+(?:and|then)\s+(?=(?:then |also |please )*(?:show|tell|compare|what|how|look|check|give|list|get|pull)\b)/i;

/** Splits a text into requests. A note is one request, even if it contains separators. */
function requestTexts(text: string): readonly string[] {
  const order = REMEMBER.exec(text);
  if (!order) return text.split(BETWEEN);
  const note = text.slice(order.index);
  const [first = note] = note.split(END_OF_NOTE);
  return [...text.slice(0, order.index).split(BETWEEN), first, ...requestTexts(note.slice(first.length))];
}

/** The requests in a message, each with its own quantities and dates. */
export function requestsIn(turn: Turn): readonly Source[] {
  const whole = sourceOf(turn, turn.statements, turn.message.replace(/[‘’]/g, "'"));
  const texts = requestTexts(whole.text).map((text) => text?.trim() ?? '');
  return texts.filter((text) => /[\p{L}\p{N}]/u.test(text)).map((text) => partOf(whole, text));
}
