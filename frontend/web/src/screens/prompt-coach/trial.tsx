import { useTranslation } from 'react-i18next';
import { TIERS } from '#contract/tiers';
import { UpgradeCard } from '../../conversation/upgrade-card.tsx';
import { useAccess } from '../../data/use-account-limits.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './prompt-home.module.css';

/** The free plan's one session, while it is unused. */
export function TrialBanner() {
  const { t } = useTranslation();
  const count = useAccess().data?.limits.generationsPerMonth ?? TIERS.free.generationsPerMonth;
  return (
    <p className={styles['trial']}>
      <Icon name="gift" />
      <span>
        <strong>{t('prompt.trial.title')}</strong>
        {t('prompt.trial.text', { count })}
      </span>
    </p>
  );
}

/** The free plan's one session was used: what can be done now. */
export function TrialUsed() {
  const { t } = useTranslation();
  return <UpgradeCard title={t('prompt.trial.used')} text={t('prompt.trial.usedText')} isAlert={false} />;
}
