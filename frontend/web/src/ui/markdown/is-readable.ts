/** Longer blocks are nobody's prose, and there are texts for which the parser's work grows with the square of them. */
const MAX_CHARACTERS = 10_000;
/** Lists and quotes, one within the other, within one line: thousands of them would keep the parser for minutes. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]*|(?:[-+*]|\d{1,9}[.)])[ \t]+){12}/m;

/** Whether a block can be read in the time that a page has. What can't is shown as the text that it is. */
export const isReadable = (block: string): boolean => block.length <= MAX_CHARACTERS && !TOO_DEEP.test(block);
