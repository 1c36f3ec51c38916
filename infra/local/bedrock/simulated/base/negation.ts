import { pattern, regex } from './pattern.ts';

/** Words that negate what follows. Without `can't`, because in this interview it reports a limitation. */
export const NEGATOR = pattern(
  `no | not | never | none | nothing | without | zero | neither | nor | nope | nah | free of | free from | lack
    | lacking | missing | don't | doesn't | didn't | haven't | hasn't
  | hadn't | isn't | aren't | wasn't | weren't | wouldn't | won't | ain't | don't have | rule out`,
);

/** Where the scope of a negation always ends. */
export const BREAK = regex('i')`
    [;:\n]|,?\s+(?:but|except(?: for)?|although|though|however|because(?: of)?|yet|apart from|aside from|other than|
    besides|due to|only|just)\s+|\s+-\s+`;

/** Where the scope of a negation ends, unless a list continues. */
export const PAUSE = regex('i')`
    ,\s*(?:and\s+)?|\s\/\s|\s+and\s+(?=(?:my|i|i'm|i've|the|a|an|some|sometimes|occasionally|left|right|now|old|
    also)\b)`;

const DENIED =
  /(?<!\p{L})(?:no|not|never|without|avoid|instead of|nor|neither|(?:do|does|did|is|are|was|were|would|should|can|could)n't|kein\p{L}*|nicht|ohne|nie|niemals|statt|sin|nunca|ni|tampoco|en vez de)(?:\s+(?:an?|the|any|so|too|very|really|much|in|on|at|for|of|be|been|eine?[nrms]?|der|die|das|den|im|am|so|sehr|zu|una?|el|la|los|las|en|muy|tan)){0,2}\s*$/iu;

/** Whether the word at `index` is negated, in English, German or Spanish: `not in summer`. */
export const isNegatedAt = (text: string, index: number): boolean =>
  DENIED.test(text.slice(Math.max(0, index - 60), index));
