import { memo } from 'react';
import styles from './star.module.css';

/** The evening star: Vesper's avatar, and the app's logo. Moves while an answer is awaited. */
export const Star = memo(function Star({ isAlive = false }: { readonly isAlive?: boolean }) {
  return (
    <svg className={styles['star']} data-alive={isAlive} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M16 3C17.2 11.5 20.5 14.8 29 16C20.5 17.2 17.2 20.5 16 29C14.8 20.5 11.5 17.2 3 16C11.5 14.8 14.8 11.5 16 3Z" />
    </svg>
  );
});
