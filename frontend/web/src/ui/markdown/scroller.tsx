import type { ReactNode } from 'react';
import styles from '../prose.module.css';

/** What scrolls must be reachable by keyboard. */
const SCROLLER = { tabIndex: 0 } as const;

export interface ScrollerProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** Scrolls content that may be wider than the page, so that the page does not scroll sideways. */
export function Scroller({ label, children }: ScrollerProps) {
  return (
    <figure className={styles['scroller']} aria-label={label} {...SCROLLER}>
      {children}
    </figure>
  );
}
