import { memo } from 'react';
import styles from './face.module.css';

/** An egg with a beret over a track at dusk: the prompt coach's face. Nods while an answer is awaited. */
export const Beret = memo(function Beret({ isAlive = false }: { readonly isAlive?: boolean }) {
  return (
    <svg
      className={styles['face']}
      data-full=""
      data-alive={isAlive}
      viewBox="0 0 96 96"
      aria-hidden="true"
      focusable="false"
    >
      <path fill="oklch(0.4 0.1 350)" d="M0 0h96v96H0z" />
      <path fill="oklch(0.5 0.12 8)" d="M0 58h96v38H0z" />
      <g className={styles['track']} stroke="oklch(0.84 0.115 200)">
        <path d="M-6 92q54-22 108 0" />
        <path d="M-6 80q54-22 108 0" />
      </g>
      <g className={styles['head']}>
        <path fill="oklch(0.93 0.035 350)" d="M48 24c15 0 24 14 24 29S62 79 48 79 24 68 24 53s9-29 24-29z" />
        <path
          fill="oklch(0.78 0.11 200)"
          d="M17 38c-1-15 16-25 34-24 16 1 29 8 28 18-1 6-8 7-14 6-14-3-26-2-36 2-6 2-11 2-12-2z"
        />
        <path className={styles['stalk']} stroke="oklch(0.78 0.11 200)" d="M48 15c0-4 1-6 4-8" />
        <path
          className={styles['smile']}
          stroke="oklch(0.36 0.09 350)"
          d="M33 53q5-5 10 0m10 0q5-5 10 0M40 65q8 6 16 0"
        />
      </g>
    </svg>
  );
});
