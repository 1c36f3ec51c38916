import { pattern, regex } from './pattern.ts';

/** Words that turn what follows into its opposite. `can't` is left out: of a body it tells trouble. */
export const NEGATOR = pattern(
  `no | not | never | none | nothing | without | zero | neither | nor | nope | nah | free of | free from | lack
    | lacking | missing | don't | doesn't | didn't | haven't | hasn't
  | hadn't | isn't | aren't | wasn't | weren't | wouldn't | won't | ain't | don't have | rule out`,
);

/** Where the reach of a "no" ends for sure. */
export const BREAK = regex('i')`
    [;:\n]|,?\s+(?:but|except(?: for)?|although|though|however|because(?: of)?|yet|apart from|aside from|other than|
    besides|due to|only|just)\s+|\s+-\s+`;

/** Where it ends unless a list goes on. */
export const PAUSE = regex('i')`
    ,\s*(?:and\s+)?|\s\/\s|\s+and\s+(?=(?:my|i|i'm|i've|the|a|an|some|sometimes|occasionally|left|right|now|old|
    also)\b)`;
