import type { CSSProperties, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import ReactMarkdown, { type Components, type Options } from 'react-markdown';
import { harden } from 'rehype-harden';
import rehypeSanitize from 'rehype-sanitize';
import { growingDot } from './growing-dot.ts';
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

/** A column's side comes as a style, and no style gets through. */
const HeadCell = ({ style, children }: CellProps) => <th data-side={style?.textAlign}>{children}</th>;
const Cell = ({ style, children }: CellProps) => <td data-side={style?.textAlign}>{children}</td>;

/** An answer stands below a page's `h1` and `h2`: its headings begin after them. */
const components: Components = {
  a: ({ href, children }) => <Link href={href}>{children}</Link>,
  h1: 'h3',
  h2: 'h3',
  h3: 'h4',
  h4: 'h5',
  h5: 'h6',
  pre: ({ children }) => <Code>{children}</Code>,
  table: ({ children }) => <Table>{children}</Table>,
  th: ({ style, children }) => <HeadCell style={style}>{children}</HeadCell>,
  td: ({ style, children }) => <Cell style={style}>{children}</Cell>,
};

const hardening: Parameters<typeof harden>[0] = {
  // An address without a protocol leads nowhere: over http, to a name that can't exist, so `Link` refuses it.
  defaultOrigin: 'http://nowhere.invalid',
  allowedLinkPrefixes: ['*'],
  // It adds to a list of its own; what narrows that down is `safeAddress`.
  allowedProtocols: ['https', 'mailto'],
  allowedImagePrefixes: [],
  allowDataImages: false,
  linkBlockPolicy: 'text-only',
  imageBlockPolicy: 'text-only',
};

const REMARK = [plainSyntax, keepWords] as NonNullable<Options['remarkPlugins']>;
const REHYPE = [rehypeSanitize, [harden, hardening]] as NonNullable<Options['rehypePlugins']>;
const REHYPE_GROWING = [...REHYPE, growingDot];

export interface BlockProps {
  /** Markdown of one block. */
  readonly source: string;
  /** More of it is on its way. */
  readonly isGrowing: boolean;
}

/** Reads a block of Markdown and draws it. What could act or load is stopped more than once on the way. */
export function Block({ source, isGrowing }: BlockProps) {
  return (
    <ReactMarkdown
      remarkPlugins={REMARK}
      rehypePlugins={isGrowing ? REHYPE_GROWING : REHYPE}
      disallowedElements={['img', 'iframe', 'style', 'svg', 'input']}
      skipHtml
      components={components}
    >
      {source}
    </ReactMarkdown>
  );
}
