/** Advice for texts that match a pattern. */
export interface Tip {
  readonly words: RegExp;
  readonly tip: string;
}

/** Reads tips, one a line: a pattern in lower case, ` = `, and the advice. */
export const readTips = (lines: string): readonly Tip[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' = '))
    .map(([words = '', tip = '']) => ({ words: new RegExp(words), tip }));

/** The first tip for a text. */
export const tipFor = (tips: readonly Tip[], text: string): string | undefined =>
  tips.find(({ words }) => words.test(text.toLowerCase()))?.tip;
