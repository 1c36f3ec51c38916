import type { ReactNode } from 'react';
import styles from './page.module.css';

/** A page of reading width with air around it. */
export function Page({ children }: { readonly children: ReactNode }) {
  return <div className={styles['page']}>{children}</div>;
}
