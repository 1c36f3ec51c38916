import { useTranslation } from 'react-i18next';
import type { ProgressDetails } from '#contract/creator-progress';

/** "Topic 4 of 10": the one that is being talked about, until all are covered. */
export function ProgressText({ progress }: { readonly progress: ProgressDetails }) {
  const { t } = useTranslation();
  const { topicsCompleted, totalTopics } = progress;
  return topicsCompleted >= totalTopics
    ? t('creator.progressDone', { total: totalTopics })
    : t('creator.progress', { current: topicsCompleted + 1, total: totalTopics });
}
