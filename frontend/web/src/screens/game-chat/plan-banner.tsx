import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { useUpgradeWords } from '../../conversation/use-upgrade-words.ts';
import { useGameAccess } from '../../data/use-account-limits.ts';
import { Banner } from '../../ui/banner.tsx';

/** What the plan includes. A refusal says more and replaces it. */
export function PlanBanner() {
  const { t } = useTranslation();
  const access = useGameAccess();
  const { error, isStreaming, lastTurnId } = useCoachSession();
  const hasUpgradeWords = useUpgradeWords(error) !== undefined;
  if (isStreaming || hasUpgradeWords) return null;
  if (access === 'preview') {
    return (
      <Banner icon="gift" tone="accent">
        <strong>{t('game.preview.title')}.</strong> {t('game.preview.text')}
      </Banner>
    );
  }
  // In a new conversation the card in place of the composer says it.
  if (access !== 'used' || lastTurnId === undefined) return null;
  return (
    <Banner icon="lock" tone="warn">
      <strong>{t('plan.upgrade.previewUsed')}.</strong> {t('plan.upgrade.previewUsedText')}
    </Banner>
  );
}
