import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import { harden } from 'rehype-harden';
import rehypeSanitize from 'rehype-sanitize';
import styles from '../prose.module.css';
import { growingDot } from './growing-dot.ts';
import { headingLevels } from './heading-levels.ts';
import { keepWords } from './keep-words.ts';
import { Link } from './link.tsx';
import { plainSyntax } from './plain-syntax.ts';
import { Scroller } from './scroller.tsx';

interface WithChildren {
  readonly children?: ReactNode;
}

function Code({ children }: WithChildren) {
  const { t } = useTranslation();
  return (
    <Scroller label={t('app.codeBlock')}>
      <pre>{children}</pre>
    </Scroller>
  );
}

function Table({ children }: WithChildren) {
  const { t } = useTranslation();
  return (
    <Scroller label={t('app.table')}>
      <table>{children}</table>
    </Scroller>
  );
}

interface CellProps extends WithChildren {
  readonly style?: CSSProperties | undefined;
}

/** The parser gives a column's alignment as a style, and no style is let through. */
const HeadCell = ({ style, children }: CellProps) => <th data-side={style?.textAlign}>{children}</th>;
const Cell = ({ style, children }: CellProps) => <td data-side={style?.textAlign}>{children}</td>;

/** Before the words of a task. The only `input` that Markdown makes. */
function TaskBox({ checked = false }: { readonly checked?: boolean | undefined }) {
  const { t } = useTranslation();
  return (
    <span
      className={styles['box']}
      data-checked={checked}
      role="img"
      aria-label={t(checked ? 'app.done' : 'app.open')}
    />
  );
}

const components: Components = {
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  input: ({ checked }) => <TaskBox checked={checked} />,
  pre: ({ children }) => <Code>{children}</Code>,
  table: ({ children }) => <Table>{children}</Table>,
  th: ({ style, children }) => <HeadCell style={style}>{children}</HeadCell>,
  td: ({ style, children }) => <Cell style={style}>{children}</Cell>,
};

const hardening: Parameters<typeof harden>[0] = {
  // An address without a protocol becomes http on a host that can't exist, which `Link` refuses.
  defaultOrigin: 'http://nowhere.invalid',
  allowedLinkPrefixes: ['*'],
  // The library adds these to its own list. `safeAddress` is what restricts them.
  allowedProtocols: ['https', 'mailto'],
  allowedImagePrefixes: [],
  allowDataImages: false,
  linkBlockPolicy: 'text-only',
  imageBlockPolicy: 'text-only',
};

const REMARK = [plainSyntax, keepWords] as NonNullable<Options['remarkPlugins']>;

const rehypeOf = ({ outline = '', base = 3, isGrowing }: BlockProps) =>
  [
    rehypeSanitize,
    [harden, hardening],
    [headingLevels, { outline: outline === '' ? [] : outline.split(',').map(Number), base }],
    ...(isGrowing ? [growingDot] : []),
  ] as NonNullable<Options['rehypePlugins']>;

export interface BlockProps {
  /** Markdown of one block. */
  readonly source: string;
  /** The headings that are open above it, by their number of `#`: `1,3`. */
  readonly outline?: string;
  /** The level of the outermost headings. */
  readonly base?: number;
  /** More of it will come. */
  readonly isGrowing: boolean;
}

/** Renders a block of Markdown. More than one step removes what could run or load something. */
export function Block(block: BlockProps) {
  return (
    <ReactMarkdown
      remarkPlugins={REMARK}
      rehypePlugins={rehypeOf(block)}
      disallowedElements={['img', 'iframe', 'style', 'svg']}
      skipHtml
      components={components}
    >
      {block.source}
    </ReactMarkdown>
  );
}
