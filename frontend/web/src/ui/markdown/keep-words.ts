/** As much of a Markdown tree as matters here. */
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
  // Models break lines in tables with it.
  if (type === 'html') return BREAK_TAG.test(value) ? [{ type: 'break' }] : linesOf(value);
  keepWithin(node);
  return [node];
}

function keepWithin(node: Node): void {
  if (node.children) node.children = node.children.flatMap(kept);
}

/** Shows what Markdown would drop: single line breaks, and HTML as text. */
export const keepWords = () => keepWithin;
