import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { IconButton } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { type More, PagedList } from '../ui/paged-list.tsx';
import { useFormat } from '../ui/use-format.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './session-list.module.css';

/** One session in a list. */
export interface SessionItem {
  readonly sessionId: string;
  readonly href: string;
  readonly title: string;
  /** ISO 8601. */
  readonly updatedAt: string;
  /** An answer is being written in it. */
  readonly isRunning: boolean;
  /** Why nothing can be added to it any more. */
  readonly closed?: string | undefined;
  /** Another fact, for cards. */
  readonly fact?: string;
}

export interface SessionDeletion {
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly reset: () => void;
  readonly mutate: (sessionId: string, options: { readonly onSuccess: () => void }) => void;
}

export interface SessionListProps {
  readonly sessions: readonly SessionItem[];
  /** Rows of the sidebar, or cards of a page. */
  readonly look: 'rows' | 'cards';
  /** The id of the list's heading. */
  readonly labelledBy: string;
  readonly deletion: SessionDeletion;
  /** What the person is asked before a session is deleted. */
  readonly question: { readonly title: string; readonly text: string };
  /** The page to go to when the open session was deleted. */
  readonly home: string;
  readonly more?: More;
}

interface RowProps {
  readonly session: SessionItem;
  readonly look: SessionListProps['look'];
  readonly onDelete: () => void;
}

function Row({ session, look, onDelete }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [path] = useLocation();
  const { href, title, updatedAt, isRunning, closed, fact } = session;
  return (
    <li className={styles['session']}>
      <Link href={href} aria-current={path === href ? 'page' : undefined}>
        <span className={styles['title']} dir="auto">
          {title}
        </span>
        <span className={styles['facts']}>
          {closed !== undefined && <span className={styles['closed']}>{closed}</span>}
          {look === 'cards' && fact !== undefined && <span>{fact}</span>}
          <span>{format.ago(updatedAt)}</span>
          {isRunning && (
            <span className={styles['running']}>
              <VisuallyHidden>{t('nav.running')}</VisuallyHidden>
            </span>
          )}
        </span>
      </Link>
      <IconButton name="trash" label={t('nav.deleteNamed', { title })} onClick={onDelete} />
    </li>
  );
}

/** The sessions of one coach: title, time, whether an answer is being written, and deleting. */
export function SessionList({ sessions, look, labelledBy, deletion, question, home, more }: SessionListProps) {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const [doomed, setDoomed] = useState<SessionItem>();
  const ask = (session: SessionItem) => {
    deletion.reset();
    setDoomed(session);
  };
  return (
    <>
      <PagedList className={styles['sessions']} data-look={look} aria-labelledby={labelledBy} more={more}>
        {sessions.map((session) => (
          <Row key={session.sessionId} session={session} look={look} onDelete={() => ask(session)} />
        ))}
      </PagedList>
      {doomed && (
        <ConfirmDialog
          {...question}
          action={t('nav.delete')}
          mutation={{ ...deletion, mutate: (_, options) => deletion.mutate(doomed.sessionId, options) }}
          onDone={() => {
            if (path === doomed.href) navigate(home);
          }}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </>
  );
}
