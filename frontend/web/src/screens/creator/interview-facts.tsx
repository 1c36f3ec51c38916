import { useTranslation } from 'react-i18next';
import type { ProgressDetails } from '#contract/creator-progress';
import { useFormat } from '../../ui/use-format.ts';
import { useProgressText } from './use-progress-text.ts';

/** How far the interview has come, in words and in percent, and the level that Vesper sees. */
export function InterviewFacts({ progress }: { readonly progress: ProgressDetails }) {
  const { t } = useTranslation();
  const format = useFormat();
  const progressText = useProgressText();
  return (
    <>
      <span>{progressText(progress)}</span> · <span>{format.percent(progress.percentage)}</span> ·{' '}
      <span>{t(`level.${progress.sophisticationLevel}`)}</span>
    </>
  );
}
