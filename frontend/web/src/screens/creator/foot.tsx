import { useTranslation } from 'react-i18next';
import { coachCreator } from '#client/coaches/coach-creator';
import { useCoachSession } from '#react/use-coach-session';
import { useSessionTimeout } from '#react/use-session-timeout';
import { HOME } from '../../app/paths.ts';
import { Composer } from '../../conversation/composer.tsx';
import layout from '../../conversation/layout.module.css';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { CompletionCard } from './completion-card.tsx';
import styles from './creator.module.css';

/** Everything is known: the person may say yes by a button instead of by words. */
function ConfirmCard() {
  const { t } = useTranslation();
  const { sendMessage, isStreaming } = useCoachSession(coachCreator);
  return (
    <section className={styles['confirm']} aria-labelledby="confirm-title">
      <div>
        <h2 id="confirm-title">{t('creator.confirmTitle')}</h2>
        <p>{t('creator.confirmText')}</p>
      </div>
      <Button look="primary" disabled={isStreaming} onClick={() => void sendMessage({ text: '', confirm: true })}>
        {t('creator.confirm')}
      </Button>
    </section>
  );
}

/** Under the conversation: where one writes, or why one can't any more. */
export function Foot() {
  const { t } = useTranslation();
  const format = useFormat();
  const { load, session, isComplete, readyToConfirm, expiresAt, clockSkewMs } = useCoachSession(coachCreator);
  const { level, remainingMs } = useSessionTimeout(isComplete ? null : expiresAt, clockSkewMs);
  if (load === 'loading' && !session) return null;
  if (isComplete) return <CompletionCard />;
  const isExpired = level === 'expired' || session?.status === 'expired';
  if (isExpired || session?.status === 'ended') {
    return (
      <div className={layout['foot']}>
        <Notice tone="warn" actions={<ButtonLink href={HOME}>{t('app.back')}</ButtonLink>}>
          {t(isExpired ? 'creator.expired' : 'creator.ended')}
        </Notice>
      </div>
    );
  }
  return (
    <div className={layout['foot']}>
      {readyToConfirm && <ConfirmCard />}
      <Composer />
      {(level === 'soon' || level === 'urgent') && (
        <p className={styles['timeout']} data-level={level}>
          <Icon name="clock" />
          {t('creator.expiresIn', { time: format.countdown(remainingMs ?? 0) })}
        </p>
      )}
    </div>
  );
}
