import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import { useCoachSession } from '#react/use-coach-session';
import { type SessionTimeout, useSessionTimeout } from '#react/use-session-timeout';
import { COMPOSER } from '../../conversation/composer-id.ts';
import { usePromptRest } from '../../data/use-prompt-rest.ts';
import { Icon } from '../../ui/icon.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './head.module.css';

/** Until the session ends by itself, by the server's clock, and a way to put that off. */
export function useCountdown() {
  const { session, sessionId, expiresAt, clockSkewMs, refresh } = useCoachSession(promptCoach);
  const { sessions } = usePromptRest();
  const [extended, setExtended] = useState({ expiresAt: '', skewMs: 0 });
  const extend = useMutation({
    mutationFn: () => sessions.extend(sessionId),
    onSuccess({ expiresAt: until, serverTime }) {
      setExtended({ expiresAt: until, skewMs: Date.parse(serverTime) - Date.now() });
    },
    // A session that cannot be extended has ended meanwhile.
    onSettled: () => refresh(),
  });
  const isExtended = extended.expiresAt > (expiresAt ?? '');
  const isOpen = session?.status === 'active';
  const timeout = useSessionTimeout(
    isOpen ? (isExtended ? extended.expiresAt : expiresAt) : null,
    isExtended ? extended.skewMs : clockSkewMs,
  );
  return { timeout, extend: () => extend.mutate(), isExtending: extend.isPending };
}

export interface CountdownProps {
  readonly timeout: SessionTimeout;
  readonly isExtending: boolean;
  readonly onExtend: () => void;
}

/** Hidden while there is time. The last minutes are yellow, and then red. */
export function Countdown({ timeout: { level, remainingMs = 0 }, isExtending, onExtend }: CountdownProps) {
  const { t } = useTranslation();
  const format = useFormat();
  if (level !== 'near' && level !== 'soon' && level !== 'urgent') return null;
  const time = format.countdown(remainingMs);
  return (
    <div className={styles['countdown']} data-level={level} data-focus-home={COMPOSER}>
      <p title={t('prompt.session.endsIn', { time })}>
        <Icon name={level === 'near' ? 'clock' : 'alert'} />
        <VisuallyHidden>{t('prompt.session.endsIn', { time })}</VisuallyHidden>
        <span aria-hidden="true">{time}</span>
      </p>
      <button type="button" aria-busy={isExtending} onClick={() => isExtending || onExtend()}>
        {t('prompt.session.extend')}
      </button>
    </div>
  );
}
