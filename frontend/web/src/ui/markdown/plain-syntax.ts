import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

type Code = number | null;
type Next = (code: Code) => Next | undefined;

interface Effects {
  enter(type: 'data'): void;
  consume(code: Code): void;
  exit(type: 'data'): void;
}

const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57;

/** “3*10, 4*8” are sets and repetitions, not emphasis. */
function tokenizeTimes(this: { readonly previous: Code }, effects: Effects, ok: Next, nok: Next): Next {
  const { previous } = this;
  return (star) => {
    if (!isDigit(previous)) return nok(star);
    effects.enter('data');
    effects.consume(star);
    effects.exit('data');
    return (code) => (isDigit(code) ? ok(code) : nok(code));
  };
}

/** Syntax that refers to another block. Parsed block by block, its words would be lost. */
const FAR_REACHING = ['definition', 'gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'];
/** Syntax that people write without meaning it: a line above dashes, and an indented line. */
const UNMEANT = ['setextUnderline', 'codeIndented'];
/** A line that begins with a tag would hide the lines after it. Tags within a line are shown as text. */
const SWALLOWING = ['htmlFlow'];

const syntax = {
  disable: { null: [...FAR_REACHING, ...UNMEANT, ...SWALLOWING] },
  text: { 42: { name: 'times', tokenize: tokenizeTimes } },
};

interface Processor {
  data(): { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] };
}

/**
 * GitHub's Markdown without the syntax that drops words or can't be parsed while it streams. `remark-gfm` is these two
 * packages and a serializer, which is not needed here.
 */
export function plainSyntax(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push(gfm({ singleTilde: false }), syntax);
  data.fromMarkdownExtensions ??= [];
  data.fromMarkdownExtensions.push(gfmFromMarkdown());
}
