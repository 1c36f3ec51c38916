/** Characters that may be Markdown, also when half of it is missing, and text that becomes a link by itself. */
const MARK = /[\\`*_~[\]<>|&@#\n\t]|:\/\/|www\.|^ *(?:[-+=]|\d{1,9}[.)])|\s{2}/i;

/** Whether a block is one paragraph of plain words, which needs no parser. */
export const isPlain = (block: string): boolean => !MARK.test(block);
