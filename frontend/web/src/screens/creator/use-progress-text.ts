import { useTranslation } from 'react-i18next';
import type { ProgressDetails } from '#contract/creator-progress';

/** "Topic 4 of 10": the topic that Vesper asks about, until all are covered. */
export function useProgressText(): (progress: ProgressDetails) => string {
  const { t } = useTranslation();
  return ({ topicsCompleted, totalTopics }) =>
    topicsCompleted >= totalTopics
      ? t('creator.progressDone', { total: totalTopics })
      : t('creator.progress', { current: topicsCompleted + 1, total: totalTopics });
}
