import type { ReactNode } from 'react';
import styles from './track.module.css';

/** A running track, seen from above: the progress around it, or a running lap while the progress is unknown. */
export interface TrackProps {
  /** 0 to 100. Unknown when absent. */
  readonly percentage?: number;
  readonly children?: ReactNode;
}

/** The lines between three lanes, by their distance from the edge. */
const LINES = [7, 14] as const;

/** Decoration: text or a `<progress>` beside it has the same number. */
export function Track({ percentage, children }: TrackProps) {
  return (
    <span className={styles['track']}>
      <svg viewBox="0 0 120 76" aria-hidden="true" focusable="false">
        <rect className={styles['surface']} x="12.5" y="12.5" width="95" height="51" rx="25.5" />
        <rect className={styles['grass']} x="23" y="23" width="74" height="30" rx="15" />
        {LINES.map((inset) => (
          <rect
            key={inset}
            className={styles['line']}
            x={2 + inset}
            y={2 + inset}
            width={116 - 2 * inset}
            height={72 - 2 * inset}
            rx={36 - inset}
          />
        ))}
        <rect
          className={percentage === undefined ? styles['runner'] : styles['run']}
          x="12.5"
          y="12.5"
          width="95"
          height="51"
          rx="25.5"
          pathLength="100"
          strokeDasharray={percentage === undefined ? undefined : `${percentage} 100`}
          data-empty={percentage === 0}
        />
      </svg>
      <span className={styles['infield']}>{children}</span>
    </span>
  );
}
