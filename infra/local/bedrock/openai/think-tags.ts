import type { WireStep } from '../compose-answer.ts';

const TAG = /<(\/?)think(?:ing)?>/;
const TAGS = ['<think>', '</think>', '<thinking>', '</thinking>'];

/** The index where a possibly incomplete tag begins at the end of a text, else the text's length. */
function beginningOfTag(text: string): number {
  const at = text.lastIndexOf('<');
  return at >= 0 && TAGS.some((tag) => tag.startsWith(text.slice(at))) ? at : text.length;
}

/** Separates thoughts between think tags from the answer. Text comes in pieces, and a tag may be cut anywhere. */
export function createThinkTags() {
  let held = '';
  let isThought = false;
  let isAnswering = false;

  function* say(text: string): Generator<WireStep> {
    if (isThought) {
      if (text !== '') yield { reasoning: text, delayMs: 0 };
      return;
    }
    // White space before the answer is dropped.
    const words = isAnswering ? text : text.trimStart();
    if (words === '') return;
    isAnswering = true;
    yield { text: words, delayMs: 0 };
  }

  return {
    *take(piece: string): Generator<WireStep> {
      let text = held + piece;
      for (let tag = TAG.exec(text); tag; tag = TAG.exec(text)) {
        yield* say(text.slice(0, tag.index));
        isThought = tag[1] === '';
        text = text.slice(tag.index + tag[0].length);
      }
      const end = beginningOfTag(text);
      held = text.slice(end);
      yield* say(text.slice(0, end));
    },
    /** Yields what was held back, once the stream has ended. */
    rest: (): Generator<WireStep> => say(held),
  };
}
