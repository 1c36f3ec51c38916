/** The part of a Markdown tree that is used here. */
interface Node {
  type: string;
  value?: string;
  children?: Node[];
}

const BREAK_TAG = /^<br ?\/?>$/i;

const linesOf = (text: string): Node[] =>
  text
    .split('\n')
    .flatMap((value, index): Node[] => [...(index > 0 ? [{ type: 'break' }] : []), { type: 'text', value }]);

function kept(node: Node): Node[] {
  const { type, value = '' } = node;
  if (type === 'text') return linesOf(value);
  // Models use it for line breaks in tables.
  if (type === 'html') return BREAK_TAG.test(value) ? [{ type: 'break' }] : linesOf(value);
  keepWithin(node);
  return [node];
}

function keepWithin(node: Node): void {
  if (node.children) node.children = node.children.flatMap(kept);
}

/** Shows what Markdown would drop: single line breaks, and HTML as text. */
export const keepWords = () => keepWithin;
