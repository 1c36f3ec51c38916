import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { Icon } from '../ui/icon.tsx';
import { usePersona } from './persona.ts';
import styles from './session-head.module.css';

export interface SessionHeadProps {
  /** The coach's own page, and the name of the link to it. */
  readonly home: { readonly href: string; readonly label: string };
  readonly title: string;
  /** One line below the title. */
  readonly facts?: ReactNode;
  readonly actions: ReactNode;
  /** More facts, where there is room for them. */
  readonly details?: ReactNode;
  /** The parts of the session, where only one is shown at a time. */
  readonly views?: ReactNode;
  /** How far the session has come. */
  readonly meter?: ReactNode;
}

/** The head bar: one line of title and one of facts, both cut off where there is no room. */
export function SessionHead({ home, title, facts, details, views, actions, meter }: SessionHeadProps) {
  const { Avatar } = usePersona();
  return (
    <header className={styles['head']} data-detailed={details !== undefined}>
      <Link href={home.href} className={styles['back']} aria-label={home.label} title={home.label}>
        <Icon name="arrowLeft" />
      </Link>
      <span className={styles['avatar']}>
        <Avatar />
      </span>
      <div className={styles['words']}>
        <h1 dir="auto">{title}</h1>
        <p dir="auto">{facts}</p>
      </div>
      {details && <div className={styles['details']}>{details}</div>}
      <div className={styles['actions']}>{actions}</div>
      {views && <div className={styles['views']}>{views}</div>}
      {meter && <div className={styles['meter']}>{meter}</div>}
    </header>
  );
}
