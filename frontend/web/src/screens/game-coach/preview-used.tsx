import { useTranslation } from 'react-i18next';
import { UpgradeCard } from '../../conversation/upgrade-card.tsx';

/** The free plan's one message to the game coach has been sent: what can be done now. */
export function PreviewUsed() {
  const { t } = useTranslation();
  return <UpgradeCard title={t('plan.upgrade.previewUsed')} text={t('plan.upgrade.previewUsedText')} isAlert={false} />;
}
