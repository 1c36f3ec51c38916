/** Begins or ends a block of code. The words after it may hold no backtick: that would be code within a line. */
export const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
