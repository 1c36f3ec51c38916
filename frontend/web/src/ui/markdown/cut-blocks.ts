import { FENCE } from './fence.ts';

/** A part of a text that renders alone as it renders in the text: a paragraph, a whole list, a whole table. */
export interface Block {
  /** Where it begins. A text only grows at its end, so this identifies the block. */
  readonly at: number;
  readonly text: string;
}

const ITEM = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))( +|$)/;
/** Inside a paragraph, a list needs words after its marker, and its first number must be 1. */
const INTERRUPTS = /^ {0,3}(?:[-+*]|1[.)]) +\S/;
/** Also a number whose point has not come yet. */
const MAYBE_ITEM = /^ {0,3}(?:[-+*]|\d{1,9}[.)]?)(?: |$)/;
/** A rule, a heading or a quote: it ends a list before it, and no paragraph continues after it. */
const ENDS_LIST = /^ {0,3}(?:(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})$|#{1,6}(?: |$)|>)/;
const QUOTE = /^ {0,3}>/;
const BLANK = /^[ \t]*$/;

interface State {
  /** The marker of the open fence. */
  readonly fence?: string;
  /** Column of the words in the last item of the list that is open. */
  readonly item?: number;
  /** The marker of the fence that is open in that item. Only lines of the item continue it. */
  readonly inner?: string;
  /** What the next line may continue: a paragraph, or one inside a quote. */
  readonly above?: 'words' | 'quote';
  /** The next line that isn't blank begins a block, unless it continues a list. */
  readonly isOver: boolean;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function closes(fence: string, line: string): boolean {
  const mark = line.trim();
  return indentOf(line) < 4 && mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length);
}

/** @param item - The list item before the line, which the line may continue. */
function columnAfter(line: string, item: number | undefined): number | undefined {
  if (ENDS_LIST.test(line)) return undefined;
  const [, marker = '', space = ''] = ITEM.exec(line) ?? [];
  if (marker === '') return item;
  return marker.length + (space.length > 0 && space.length < 5 ? space.length : 1);
}

/** @returns what is open after a line, and whether a block begins with it. */
function read(state: State, line: string): readonly [State, boolean] {
  const { fence, item, isOver } = state;
  if (fence !== undefined) return [closes(fence, line) ? { isOver: true } : state, false];
  if (BLANK.test(line)) return [withoutAbove(state), false];
  if (item !== undefined && indentOf(line) >= item) return [{ ...within(state, line.slice(item)), item }, false];
  const opened = FENCE.exec(line)?.[1];
  if (opened !== undefined) return [{ fence: opened, isOver: false }, true];
  const list = state.inner === undefined && !isOver ? item : undefined; // a fence in an item ends with it
  const goesOn = !isOver || (item !== undefined && (line.startsWith(' ') || MAYBE_ITEM.test(line)));
  const isMoreWords = state.above === 'words' && item === undefined && !INTERRUPTS.test(line);
  const column = isMoreWords ? undefined : columnAfter(line, goesOn ? list : undefined);
  return [{ ...(column !== undefined && { item: column }), ...aboveNext(line, state), isOver: false }, !goesOn];
}

const withoutAbove = ({ above: _, ...state }: State): State => ({ ...state, isOver: true });

function aboveNext(line: string, { above }: State): Pick<State, 'above'> {
  if (QUOTE.test(line)) return { above: 'quote' };
  if (ENDS_LIST.test(line)) return {};
  return { above: above ?? 'words' };
}

/** @param words - The line without the item's indentation. */
function within({ inner }: State, words: string): State {
  if (inner !== undefined) return { ...(!closes(inner, words) && { inner }), isOver: false };
  const opened = FENCE.exec(words)?.[1];
  return { ...(opened !== undefined && { inner: opened }), isOver: false };
}

/**
 * Cuts Markdown where that is safe, and does not cut in doubt: a block that is too large still renders right, half a list
 * or half a fence does not.
 *
 * @param text - With `\n` for line ends.
 */
export function cutBlocks(text: string): readonly Block[] {
  const starts: number[] = [];
  let state: State = { isOver: true };
  let at = 0;
  for (const line of text.split('\n')) {
    const [next, begins] = read(state, line.replaceAll('\t', '    '));
    if (begins) starts.push(at);
    state = next;
    at += line.length + 1;
  }
  return starts.map((start, index) => ({ at: start, text: text.slice(start, starts[index + 1]).trimEnd() }));
}
