import type { ReactNode } from 'react';
import styles from './page.module.css';

/** One sentence in the middle of the page, and what to do next. */
export function MessagePage({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['centre']}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}
