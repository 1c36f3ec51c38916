import styles from '../prose.module.css';

/** The part of an HTML tree that is used here. */
interface Node {
  readonly type: string;
  value?: string | undefined;
  readonly tagName?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly children?: Node[];
}

const BLOCKS: ReadonlySet<string | undefined> = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre table thead tbody tr th td'.split(' '),
);

function lastBlock(within: Node): Node {
  const last = within.children?.findLast(({ type }) => type === 'element');
  if (!last) return within;
  // Inline code is not a block.
  return BLOCKS.has(last.tagName) || within.tagName === 'pre' ? lastBlock(last) : within;
}

/** Puts the dot of a growing text after its last word, at any depth of lists and quotes. */
export const growingDot = () => (tree: Node) => {
  const { children } = lastBlock(tree);
  const end = children?.at(-1);
  // The line break at the end would move the dot to the next line.
  if (end?.type === 'text') end.value = end.value?.replace(/\n$/, '');
  children?.push({ type: 'element', tagName: 'span', properties: { className: styles['dot'] ?? '' }, children: [] });
};
