import { lazy, Suspense } from 'react';
import { Paragraphs } from './paragraphs.tsx';
import styles from './prose.module.css';

/** The parser is loaded with the first text that is shown. Without it, texts stay paragraphs. */
const Markdown = lazy(() =>
  import('./markdown/markdown.tsx').then(
    (module) => ({ default: module.Markdown }),
    () => ({ default: Paragraphs }),
  ),
);

export interface ProseProps {
  readonly text: string;
  /** More words will come. */
  readonly isGrowing?: boolean;
  /** The level of its outermost headings: one below the heading that it belongs to. */
  readonly base?: 2 | 3 | 4;
}

/**
 * The only component that shows text of a person, a model or a tool: Markdown that cannot run code, load anything or
 * leave the page.
 */
export function Prose({ text, isGrowing = false, base = 3 }: ProseProps) {
  return (
    <div className={styles['prose']} data-growing={isGrowing} dir="auto">
      <Suspense fallback={<Paragraphs text={text} isGrowing={isGrowing} />}>
        <Markdown text={text} isGrowing={isGrowing} base={base} />
      </Suspense>
    </div>
  );
}
