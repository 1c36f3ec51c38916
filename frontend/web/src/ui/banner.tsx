import type { ReactNode } from 'react';
import styles from './banner.module.css';
import { Icon, type IconName } from './icon.tsx';

export interface BannerProps {
  readonly icon: IconName;
  readonly tone?: 'plain' | 'accent' | 'warn' | 'bad';
  /** Read out at once; for what went wrong. */
  readonly isAlert?: boolean;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A strip across the page: what holds for all of it right now. In a low window it is one line, cut off. */
export function Banner({ icon, tone = 'plain', isAlert = false, action, children }: BannerProps) {
  return (
    <div className={styles['banner']} data-tone={tone} role={isAlert ? 'alert' : undefined}>
      <Icon name={icon} />
      <p>{children}</p>
      {action}
    </div>
  );
}
