import { FENCE } from './fence.ts';

/** A part of a text that reads by itself as it reads among the others: a paragraph, a whole list, a whole table. */
export interface Block {
  /** Where it begins: text only grows at its end, so this is who it is. */
  readonly at: number;
  readonly text: string;
}

const ITEM = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))( +|$)/;
/** Within a paragraph a line begins a list only with words behind its marker, and a number only when it is the first. */
const INTERRUPTS = /^ {0,3}(?:[-+*]|1[.)]) +\S/;
/** Also a number whose point is still on its way. */
const MAYBE_ITEM = /^ {0,3}(?:[-+*]|\d{1,9}[.)]?)(?: |$)/;
/** A rule, a heading or a quote: a list that stands before it is over, and no paragraph goes on behind it. */
const ENDS_LIST = /^ {0,3}(?:(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})$|#{1,6}(?: |$)|>)/;
const QUOTE = /^ {0,3}>/;
const BLANK = /^[ \t]*$/;

interface State {
  /** How the fence began that is open. */
  readonly fence?: string;
  /** Column of the words in the last item of the list that is open. */
  readonly item?: number;
  /** How the fence began that is open within that item: no line goes on with it that is not within the item, too. */
  readonly inner?: string;
  /** What the last line was, and the next may go on with: words, or those of a quote, which are none of ours. */
  readonly above?: 'words' | 'quote';
  /** A new block begins with the next line that isn't blank, unless it goes on with a list. */
  readonly isOver: boolean;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

function closes(fence: string, line: string): boolean {
  const mark = line.trim();
  return indentOf(line) < 4 && mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length);
}

/** @param item - What was open before the line, which may go on with it. */
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
  const list = state.inner === undefined && !isOver ? item : undefined; // neither goes on with what is not within it
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

/** @param words - What stands within the item. */
function within({ inner }: State, words: string): State {
  if (inner !== undefined) return { ...(!closes(inner, words) && { inner }), isOver: false };
  const opened = FENCE.exec(words)?.[1];
  return { ...(opened !== undefined && { inner: opened }), isOver: false };
}

/**
 * Cuts Markdown where that is safe. In doubt it doesn't: a block that holds too much still reads right, half a list or
 * half a fence would not.
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
