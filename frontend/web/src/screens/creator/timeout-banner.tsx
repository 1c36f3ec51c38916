import { useTranslation } from 'react-i18next';
import type { SessionTimeout } from '#react/use-session-timeout';
import { Banner } from '../../ui/banner.tsx';
import { useFormat } from '../../ui/use-format.ts';

/** Counts down the last minutes of the interview. */
export function TimeoutBanner({ level, remainingMs = 0 }: SessionTimeout) {
  const { t } = useTranslation();
  const format = useFormat();
  if (level !== 'soon' && level !== 'urgent') return null;
  return (
    <Banner icon="clock" tone={level === 'urgent' ? 'bad' : 'warn'}>
      {t('creator.expiresIn', { time: format.countdown(remainingMs) })}
    </Banner>
  );
}
