import { useTranslation } from 'react-i18next';
import styles from './progress.module.css';
import type { Row } from './use-rows.ts';

/** The numbers of the chart. */
export function ComparisonTable({ rows, rank }: { readonly rows: readonly Row[]; readonly rank: string }) {
  const { t } = useTranslation();
  return (
    <table className={styles['table']}>
      <caption>{t('game.progress.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('game.progress.measure')}</th>
          <th scope="col">{t('game.progress.you')}</th>
          <th scope="col">{rank}</th>
          <th scope="col">{t('game.progress.share')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ measure, name, own, rank: theirs, share, shareText }) => (
          <tr key={measure} data-empty={share === undefined}>
            <th scope="row">{name}</th>
            <td>{own}</td>
            <td>{theirs}</td>
            <td>{share === undefined ? '–' : shareText}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
