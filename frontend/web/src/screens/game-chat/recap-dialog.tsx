import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '#client/refusal';
import { freshen } from '../../data/freshen.ts';
import { KEYS } from '../../data/keys.ts';
import { useRecap } from '../../data/use-chats.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Pad } from '../../ui/pad.tsx';
import { Prose } from '../../ui/prose.tsx';
import styles from './game-chat.module.css';

const PARTS = ['strengths', 'weaknesses', 'actionItems'] as const;

function Points({ items }: { readonly items: readonly string[] }) {
  const { t } = useTranslation();
  if (items.length === 0) return <p className={styles['soft']}>{t('game.chat.nothing')}</p>;
  return (
    <ul className={styles['points']}>
      {[...new Set(items)].map((item) => (
        <li key={item}>
          <Prose text={item} base={4} />
        </li>
      ))}
    </ul>
  );
}

export interface RecapDialogProps {
  readonly sessionId: string;
  readonly messageCount: number;
  readonly onClose: () => void;
}

/** The recap of a conversation. */
export function RecapDialog({ sessionId, messageCount, onClose }: RecapDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data, error, isPending, isSuccess, refetch } = useRecap(sessionId, messageCount);
  useEffect(() => {
    if (isSuccess) void freshen(queries, KEYS.budget);
  }, [queries, isSuccess]);
  const isTooShort = error instanceof Refusal && error.code === 'validation_failed';
  return (
    <Dialog title={t('game.chat.recapTitle')} look="wide" onClose={onClose}>
      {isPending && (
        <p className={styles['recapLoading']} role="status">
          <Pad isAlive /> {t('game.chat.recapLoading')}
        </p>
      )}
      {isTooShort && <p role="alert">{t('game.chat.recapFailed')}</p>}
      {error && !isTooShort && <Failure error={error} onRetry={() => void refetch()} />}
      {data && (
        <div className={styles['recap']}>
          <Prose text={data.summary} />
          {PARTS.map((part) => (
            <section key={part} data-part={part}>
              <h3>{t(`game.chat.${part}`)}</h3>
              <Points items={data[part]} />
            </section>
          ))}
        </div>
      )}
      <p className={styles['recapCost']}>{t('game.chat.recapCost')}</p>
    </Dialog>
  );
}
