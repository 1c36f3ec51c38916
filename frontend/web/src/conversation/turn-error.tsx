import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { usePersona } from './persona.ts';
import styles from './thread.module.css';
import { UpgradeCard } from './upgrade-card.tsx';
import { useUpgradeWords } from './use-upgrade-words.ts';

export interface TurnErrorProps {
  /** Where to go when the session is gone. */
  readonly home: { readonly href: string; readonly label: string };
}

/** The error of the last message, with its action. */
export function TurnError({ home }: TurnErrorProps) {
  const { t } = useTranslation();
  const { name: coach, refusalText } = usePersona();
  const { error, retry } = useCoachSession();
  const upgrade = useUpgradeWords(error);
  if (!error) return null;
  if (upgrade) {
    return (
      <div className={styles['error']}>
        <UpgradeCard {...upgrade} />
      </div>
    );
  }
  const isLost = error.kind === 'interrupted';
  // A refused text is sent again from the composer. The press of a button has no text to put there.
  const canRetry = isLost || (error.kind === 'failed' ? error.retryable : !error.isDraftBack);
  const isGone = error.kind === 'refused' && error.code === 'not_found';
  const ownText = error.kind === 'refused' ? refusalText?.(error.code, error.details) : undefined;
  const seconds = error.kind === 'refused' && error.retryAfterMs ? Math.ceil(error.retryAfterMs / 1_000) : 0;
  return (
    <div className={styles['error']}>
      <Notice
        tone={isLost ? 'warn' : 'bad'}
        isAlert
        actions={
          isGone ? (
            <ButtonLink href={home.href}>{home.label}</ButtonLink>
          ) : (
            canRetry && <Button onClick={() => void retry()}>{t(isLost ? 'chat.pickUp' : 'chat.sendAgain')}</Button>
          )
        }
      >
        {isLost ? t('chat.interrupted') : (ownText ?? t(`problem.${error.code}`, { coach }))}{' '}
        {seconds > 0 && t('chat.waitSeconds', { count: seconds })}
      </Notice>
    </div>
  );
}
