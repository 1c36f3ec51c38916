import { memo } from 'react';
import styles from './star.module.css';

/** A boost pad, seen from above: the game coach's avatar. Moves while an answer is awaited. */
export const Pad = memo(function Pad({ isAlive = false }: { readonly isAlive?: boolean }) {
  return (
    <svg className={styles['star']} data-alive={isAlive} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        fillRule="evenodd"
        d="M16 2.5 27.7 9.2V22.8L16 29.5 4.3 22.8V9.2ZM16 6.6 7.9 11.3V20.7L16 25.4 24.1 20.7V11.3ZM16 11 20.3 13.5V18.5L16 21 11.7 18.5V13.5Z"
      />
    </svg>
  );
});
