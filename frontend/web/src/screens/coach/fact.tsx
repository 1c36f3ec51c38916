import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './coach.module.css';

export function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <div className={styles['fact']}>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Texts of a model or a person, one on each line, or “None”. */
export function List({ items }: { readonly items: readonly string[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return t('coach.none');
  return (
    <ul className={styles['list']}>
      {[...new Set(items)].map((item) => (
        <li key={item} dir="auto">
          {item}
        </li>
      ))}
    </ul>
  );
}

export function Yes({ when }: { readonly when: boolean }) {
  const { t } = useTranslation();
  return t(when ? 'coach.yes' : 'coach.no');
}
