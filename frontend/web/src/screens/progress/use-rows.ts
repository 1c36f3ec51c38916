import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/use-format.ts';
import type { Comparison, Measure } from './averages.ts';

/** One measure in words. */
export interface Row {
  readonly measure: Measure;
  readonly name: string;
  readonly own: string;
  readonly rank: string;
  readonly share: number | undefined;
  /** In percent of the rank's. */
  readonly shareText: string;
}

const PERCENTAGES: ReadonlySet<Measure> = new Set(['shootingPct', 'supersonicPct']);

/** Comparisons in the person's language. */
export function useRows(comparisons: readonly Comparison[]): readonly Row[] {
  const { t } = useTranslation();
  const format = useFormat();
  const none = t('game.progress.noValue');
  return comparisons.map(({ measure, own, rank, share }) => {
    const write = (value: number) => (PERCENTAGES.has(measure) ? format.percent(value) : format.decimal(value));
    return {
      measure,
      name: t(`game.games.stats.${measure}`),
      own: own === undefined ? none : write(own),
      rank: write(rank),
      share,
      shareText: share === undefined ? none : format.percent(100 * share),
    };
  });
}
