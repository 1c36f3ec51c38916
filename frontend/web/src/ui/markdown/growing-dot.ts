import styles from '../prose.module.css';

/** As much of an HTML tree as matters here. */
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
  // Code within a line is no place of its own.
  return BLOCKS.has(last.tagName) || within.tagName === 'pre' ? lastBlock(last) : within;
}

/** Puts the sign that more is on its way behind the last word, however deep in lists and quotes that is. */
export const growingDot = () => (tree: Node) => {
  const { children } = lastBlock(tree);
  const end = children?.at(-1);
  // The last line's own end would put it on a line by itself.
  if (end?.type === 'text') end.value = end.value?.replace(/\n$/, '');
  children?.push({ type: 'element', tagName: 'span', properties: { className: styles['dot'] ?? '' }, children: [] });
};
