import { FENCE } from './fence.ts';

/** The part of an HTML tree that is used here. */
interface Node {
  readonly type: string;
  tagName?: string;
  properties?: Record<string, unknown>;
  readonly children?: Node[];
  readonly position?: { readonly start: { readonly column: number } };
}

/** The headings that the next one is below, by their number of `#`, outermost first. */
export type Outline = readonly number[];

const LOWEST = 6;
const HEADING = /^(#{1,6})(?: |$)/;

/** A heading of that depth closes those that are as deep or deeper. */
const within = (outline: Outline, depth: number): Outline => [...outline.filter((open) => open < depth), depth];

/** @returns the outline after a block of Markdown. Only a heading at the beginning of its line counts. */
export function outlineAfter(block: string, outline: Outline): Outline {
  let fence: string | undefined;
  let after = outline;
  for (const line of block.split('\n')) {
    const mark = FENCE.exec(line.trimStart())?.[1];
    if (mark && (fence === undefined || line.trim().startsWith(fence))) fence = fence === undefined ? mark : undefined;
    const depth = fence === undefined ? HEADING.exec(line)?.[1]?.length : undefined;
    if (depth !== undefined) after = within(after, depth);
  }
  return after;
}

const depthOf = ({ tagName = '' }: Node): number => Number(/^h([1-6])$/.exec(tagName)?.[1] ?? 0);

function flatten(node: Node): void {
  const depth = depthOf(node);
  if (depth > 0) Object.assign(node, { tagName: 'p', properties: { dataRank: depth } });
  node.children?.forEach(flatten);
}

/**
 * Gives headings the levels that a page may have: the first is `base`, and none skips one, whatever the model wrote.
 * A heading inside a list or a quote is a paragraph that looks like one. `data-rank` is how it looks: 1 is the largest.
 */
export const headingLevels =
  ({ outline, base }: { readonly outline: Outline; readonly base: number }) =>
  (tree: Node): void => {
    let open = outline;
    for (const node of tree.children ?? []) {
      const depth = depthOf(node);
      if (depth === 0 || node.position?.start.column !== 1) flatten(node);
      else {
        open = within(open, depth);
        const level = Math.min(LOWEST, base + open.length - 1);
        Object.assign(node, { tagName: `h${level}`, properties: { dataRank: open.length } });
      }
    }
  };
