/** Whatever could mean something in Markdown, also half of it, and whatever becomes a link by itself. */
const MARK = /[\\`*_~[\]<>|&@#\n\t]|:\/\/|www\.|^ *(?:[-+=]|\d{1,9}[.)])|\s{2}/i;

/** Whether a block is one paragraph of words and nothing else: then there is nothing to read in it. */
export const isPlain = (block: string): boolean => !MARK.test(block);
