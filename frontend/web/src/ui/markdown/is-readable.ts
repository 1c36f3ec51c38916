/** Characters. The parser needs quadratic time for some texts, and no prose has longer blocks. */
const MAX_CHARACTERS = 10_000;
/** Nested lists and quotes in one line. Thousands of them would take the parser minutes. */
const TOO_DEEP = /^[ \t]*(?:>[ \t]*|(?:[-+*]|\d{1,9}[.)])[ \t]+){12}/m;

/** Whether a block can be parsed fast enough. Other blocks are shown as text. */
export const isReadable = (block: string): boolean => block.length <= MAX_CHARACTERS && !TOO_DEEP.test(block);
