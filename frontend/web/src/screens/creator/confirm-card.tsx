import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { Button } from '../../ui/button.tsx';
import styles from './creator.module.css';

/** Confirms the interview by a button, once every topic is covered. */
export function ConfirmCard() {
  const { t } = useTranslation();
  const { sendMessage, isStreaming } = useCoachSession();
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
