import { useTranslation } from 'react-i18next';
import type { SessionError } from '#client/session-state';
import { useFormat } from '../ui/use-format.ts';

/** The words for a refusal by the person's plan; `undefined` for every other error. */
export function useUpgradeWords(
  error: SessionError | undefined,
): { readonly title: string; readonly text: string } | undefined {
  const { t } = useTranslation();
  const format = useFormat();
  if (error?.kind !== 'refused') return undefined;
  switch (error.code) {
    case 'preview_used':
      return { title: t('plan.upgrade.previewUsed'), text: t('plan.upgrade.previewUsedText') };
    case 'budget_exhausted': {
      const { remaining, periodEnd } = error.details;
      const isKnown = typeof remaining === 'number' && typeof periodEnd === 'string';
      return {
        title: t('plan.upgrade.exhausted'),
        text: isKnown
          ? t('plan.upgrade.exhaustedText', { remaining: format.number(remaining), date: format.date(periodEnd) })
          : t('plan.upgrade.exhaustedSoon'),
      };
    }
    case 'trial_used':
      return { title: t('prompt.trial.used'), text: t('prompt.trial.usedText') };
    case 'upgrade_required':
      return { title: t('plan.upgrade.locked'), text: t('plan.upgrade.lockedText') };
    default:
      return undefined;
  }
}
