import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './bench.module.css';
import { diffWords } from './diff-words.ts';

export interface ChangedWordsProps {
  /** The version before; absent for the first one, in which nothing is marked. */
  readonly before: string | undefined;
  readonly after: string;
}

/** White space at the edges of a mark is outside of it. */
const edgesOf = (text: string) => {
  const [, start = '', middle = '', end = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return { start, middle, end };
};

/** A version of the words, with what was added and what was removed. */
export function ChangedWords({ before, after }: ChangedWordsProps) {
  const { t } = useTranslation();
  const changes = useMemo(() => (before === undefined ? [] : diffWords(before, after)), [before, after]);
  if (changes.length === 0) return <p className={styles['words']}>{after}</p>;
  let at = 0;
  return (
    <p className={styles['words']} dir="auto">
      {changes.map(({ kind, text }) => {
        const key = `${kind} ${at}`;
        at += text.length;
        if (kind === 'same') return <span key={key}>{text}</span>;
        const Mark = kind === 'added' ? 'ins' : 'del';
        const { start, middle, end } = edgesOf(text);
        return (
          <span key={key}>
            {start}
            <Mark>
              <VisuallyHidden>{t(`prompt.words.${kind}`)}: </VisuallyHidden>
              {middle}
            </Mark>
            {end || (kind === 'removed' ? ' ' : '')}
          </span>
        );
      })}
    </p>
  );
}
