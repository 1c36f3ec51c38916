import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import styles from './notice.module.css';

export interface NoticeProps {
  readonly tone: 'bad' | 'warn' | 'good' | 'plain';
  /** Read out at once; for what went wrong. */
  readonly isAlert?: boolean;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}

/** A message with actions. */
export function Notice({ tone, isAlert = false, children, actions }: NoticeProps) {
  return (
    <div className={styles['notice']} data-tone={tone} role={isAlert ? 'alert' : undefined}>
      {(tone === 'bad' || tone === 'warn') && <Icon name="alert" />}
      {tone === 'good' && <Icon name="check" />}
      <div className={styles['text']}>{children}</div>
      {actions && <div className={styles['actions']}>{actions}</div>}
    </div>
  );
}
