import styles from './progress-ring.module.css';

/** Decoration: the words beside it say how far the upload is. @param part - 0 to 1; without it, a part that turns. */
export function ProgressRing({ part }: { readonly part: number | undefined }) {
  return (
    <svg className={styles['ring']} viewBox="0 0 36 36" data-turns={part === undefined} aria-hidden="true">
      <circle cx="18" cy="18" r="14" />
      <circle cx="18" cy="18" r="14" pathLength="100" strokeDasharray={`${Math.round(100 * (part ?? 0.25))} 100`} />
    </svg>
  );
}
