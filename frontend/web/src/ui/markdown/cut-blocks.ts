/** A part of a text that reads by itself as it reads among the others: a paragraph, a whole list, a whole table. */
export interface Block {
  /** Where it begins: text only grows at its end, so this is who it is. */
  readonly at: number;
  readonly text: string;
}

/** A fence's info may hold no backtick: that would be code within a line. */
const FENCE = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const ITEM = /^( {0,3}(?:[-+*]|\d{1,9}[.)]))( +|$)/;
/** Also a number whose point is still on its way. */
const MAYBE_ITEM = /^ {0,3}(?:[-+*]|\d{1,9}[.)]?)(?: |$)/;
/** A rule, a heading or a quote: a list that stands before it is over. */
const ENDS_LIST = /^ {0,3}(?:(?:(?:-[ ]*){3,}|(?:\*[ ]*){3,}|(?:_[ ]*){3,})$|#{1,6}(?: |$)|>)/;
const BLANK = /^[ \t]*$/;

interface State {
  /** How the fence began that is open. */
  readonly fence?: string;
  /** Column of the words in the last item of the list that is open. */
  readonly item?: number;
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
  if (BLANK.test(line)) return [{ ...state, isOver: true }, false];
  const isWithin = item !== undefined && indentOf(line) >= item;
  const opened = isWithin ? undefined : FENCE.exec(line)?.[1];
  if (opened !== undefined) return [{ fence: opened, isOver: false }, true];
  const goesOn = !isOver || (item !== undefined && (line.startsWith(' ') || MAYBE_ITEM.test(line)));
  const column = isWithin ? item : columnAfter(line, goesOn ? item : undefined);
  return [{ ...(column !== undefined && { item: column }), isOver: false }, !goesOn];
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
