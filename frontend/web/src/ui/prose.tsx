import { lazy, Suspense } from 'react';
import { Paragraphs } from './paragraphs.tsx';
import styles from './prose.module.css';

/** What reads Markdown comes with the first words that are shown. When it can't be had, they stay paragraphs. */
const Markdown = lazy(() =>
  import('./markdown/markdown.tsx').then(
    (module) => ({ default: module.Markdown }),
    () => ({ default: Paragraphs }),
  ),
);

export interface ProseProps {
  readonly text: string;
  /** More words are on their way. */
  readonly isGrowing?: boolean;
  /** The level of its outermost headings: one below the heading that it belongs to. */
  readonly base?: 2 | 3 | 4;
}

/**
 * The one place where words of a person, a model or a tool are shown, all by the same rules: Markdown that cannot act,
 * load or leave the page.
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
