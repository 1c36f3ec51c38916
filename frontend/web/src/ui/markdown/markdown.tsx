import { type ComponentType, memo } from 'react';
import remend from 'remend';
import { ErrorBoundary } from '../../app/error-boundary.tsx';
import { Paragraphs } from '../paragraphs.tsx';
import { Block, type BlockProps } from './block.tsx';
import { cutBlocks } from './cut-blocks.ts';
import { type Outline, outlineAfter } from './heading-levels.ts';
import { isPlain } from './is-plain.ts';
import { isReadable } from './is-readable.ts';

/** Closes open Markdown, and changes nothing that the finished text will render in the same way. */
const closed = (text: string): string =>
  remend(text, {
    linkMode: 'text-only',
    comparisonOperators: false,
    htmlTags: false,
    katex: false,
    setextHeadings: false,
    singleTilde: false,
  });

interface BlockOnceProps extends BlockProps {
  readonly Reader: ComponentType<BlockProps>;
}

/**
 * A block is parsed again only when its text changes. A plain block, or one that can't be parsed, is shown as text.
 */
const BlockOnce = memo(function BlockOnce({ Reader, ...block }: BlockOnceProps) {
  const words = <Paragraphs text={block.source} isGrowing={block.isGrowing} />;
  if (isPlain(block.source) || !isReadable(block.source)) return words;
  return (
    <ErrorBoundary fallback={words}>
      <Reader {...block} />
    </ErrorBoundary>
  );
});

export interface MarkdownProps {
  readonly text: string;
  /** More words will come. */
  readonly isGrowing: boolean;
  /** The level of its outermost headings. */
  readonly base?: number;
  readonly Reader?: ComponentType<BlockProps>;
}

/** A text in Markdown, block by block: while it grows, only its last block is parsed again. */
export function Markdown({ text, isGrowing, base = 3, Reader = Block }: MarkdownProps) {
  const blocks = cutBlocks(text.replaceAll(/\r\n?/g, '\n'));
  let next: Outline = [];
  return blocks.map((block) => {
    const isLast = isGrowing && block === blocks.at(-1);
    const outline = next;
    next = outlineAfter(block.text, outline);
    return (
      <BlockOnce
        key={block.at}
        source={isLast ? closed(block.text) : block.text}
        outline={outline.join(',')}
        base={base}
        isGrowing={isLast}
        Reader={Reader}
      />
    );
  });
}
