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

/** “3*10, 4*8”: sets and repetitions, and no emphasis. */
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

/** What would mean something elsewhere in the text, and so could not be read block by block; its words would be lost. */
const FAR_REACHING = ['definition', 'gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'];
/** What nobody means who talks: a line over dashes, or one that is set in. */
const UNMEANT = ['setextUnderline', 'codeIndented'];
/** A line that begins with a tag would swallow the lines after it. Tags within lines are read, and shown. */
const SWALLOWING = ['htmlFlow'];

const syntax = {
  disable: { null: [...FAR_REACHING, ...UNMEANT, ...SWALLOWING] },
  text: { 42: { name: 'times', tokenize: tokenizeTimes } },
};

interface Processor {
  data(): { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] };
}

/**
 * GitHub's Markdown, without what makes words vanish or can't be read as it streams. `remark-gfm` is the same two
 * packages and a writer of Markdown, which nobody here needs.
 */
export function plainSyntax(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push(gfm({ singleTilde: false }), syntax);
  data.fromMarkdownExtensions ??= [];
  data.fromMarkdownExtensions.push(gfmFromMarkdown());
}
