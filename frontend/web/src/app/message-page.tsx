import type { ReactNode } from 'react';
import styles from './page.module.css';

/** A page with one sentence and an action. */
export function MessagePage({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className={styles['centre']}>
      <h1>{title}</h1>
      {children}
    </div>
  );
}
