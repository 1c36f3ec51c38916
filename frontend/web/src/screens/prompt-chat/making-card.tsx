import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Pictures } from '../../data/use-pictures.ts';
import { Meter } from '../../ui/meter.tsx';
import styles from './bench.module.css';
import { Ground } from './ground.tsx';
import { Lanes } from './lanes.tsx';
import pictureStyles from './pictures.module.css';
import { useIssueWords } from './use-issue-words.ts';

/** Why the pictures may be weaker than they could be. */
function Warning({ pictures: { warning } }: { readonly pictures: Pictures }) {
  const { t } = useTranslation();
  const { textOf } = useIssueWords();
  if (!warning) return null;
  return (
    <p className={styles['soft']}>
      {warning.issues.length === 0
        ? t('prompt.make.fromWords')
        : `${t('prompt.make.warning')} ${warning.issues.map(textOf).join(' ')}`}
    </p>
  );
}

/** Pictures that are being made: each appears as soon as it is there. */
export function MakingCard({ pictures }: { readonly pictures: Pictures }) {
  const { assets, count } = pictures;
  const { t } = useTranslation();
  const id = useId();
  const done = Math.min(count, assets.length);
  const progress = t('prompt.make.progress', { done, count });
  return (
    <section className={styles['card']} aria-labelledby={id} aria-busy>
      <header>
        <h3 id={id}>{t('prompt.make.making', { count })}</h3>
        <p className={styles['left']} role="status">
          {progress}
        </p>
      </header>
      <ul className={pictureStyles['tiles']} data-count={count}>
        {Array.from({ length: count }, (_, index) => assets[index] ?? index).map((tile) => (
          <li key={typeof tile === 'number' ? tile : tile.assetId}>
            {typeof tile === 'number' ? (
              <span className={pictureStyles['ground']}>
                <Lanes />
              </span>
            ) : (
              <Ground asset={tile} alt={tile.description} />
            )}
          </li>
        ))}
      </ul>
      <Meter label={progress} value={done} max={count} />
      <Warning pictures={pictures} />
    </section>
  );
}
