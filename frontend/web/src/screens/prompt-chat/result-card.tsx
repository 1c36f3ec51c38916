import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '#contract/prompt-coach/responses';
import type { Pictures } from '../../data/use-pictures.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { AsSeen } from './as-seen.tsx';
import styles from './bench.module.css';
import { DownloadButton } from './download-button.tsx';
import { Ground } from './ground.tsx';
import { Lightbox } from './lightbox.tsx';
import { NextSteps } from './next-steps.tsx';
import pictureStyles from './pictures.module.css';

interface TileProps {
  readonly asset: Asset;
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Tile({ asset, number, isChosen, onChoose }: TileProps) {
  const { t } = useTranslation();
  return (
    <li>
      <button
        type="button"
        className={pictureStyles['tile']}
        aria-pressed={isChosen}
        aria-label={`${t('prompt.result.pick', { number })}: ${asset.description}`}
        onClick={onChoose}
      >
        <Ground asset={asset} alt="" />
        {isChosen && (
          <span className={pictureStyles['tick']}>
            <Icon name="check" />
          </span>
        )}
      </button>
    </li>
  );
}

function FailedTile() {
  const { t } = useTranslation();
  return (
    <li className={pictureStyles['failedTile']}>
      <Icon name="alert" />
      <p>
        {t('prompt.make.failedTile')}
        <br />
        <small>{t('prompt.make.notCounted')}</small>
      </p>
    </li>
  );
}

export interface ResultCardProps {
  readonly pictures: Pictures;
  /** Choosing is what comes next. */
  readonly isMain: boolean;
  readonly onSent: () => void;
}

/** The newest pictures: choose one, see it as others will, download it, go on from it. */
export function ResultCard({ pictures, isMain, onSent }: ResultCardProps) {
  const { t } = useTranslation();
  const id = useId();
  const [isLarge, setIsLarge] = useState(false);
  const { assets, chosen, choose, generation } = pictures;
  const failed = generation?.error?.failed ?? 0;
  if (!chosen) {
    return failed > 0 ? (
      <Notice tone="bad" isAlert>
        {t('prompt.make.failed')}
      </Notice>
    ) : null;
  }
  return (
    <section className={styles['card']} aria-labelledby={id} data-focus-home="" tabIndex={-1}>
      <header>
        <h3 id={id}>{t('prompt.result.title', { count: assets.length })}</h3>
        <IconButton name="expand" label={t('prompt.result.larger')} onClick={() => setIsLarge(true)} />
      </header>
      <ul
        className={pictureStyles['tiles']}
        data-count={assets.length + failed}
        aria-label={t('prompt.result.pictures')}
      >
        {assets.map((asset, index) => (
          <Tile
            key={asset.assetId}
            asset={asset}
            number={index + 1}
            isChosen={asset === chosen}
            onChoose={() => choose(asset.assetId)}
          />
        ))}
        {Array.from({ length: failed }, (_, index) => index).map((index) => (
          <FailedTile key={index} />
        ))}
      </ul>
      <AsSeen asset={chosen} />
      <div className={styles['row']}>
        <DownloadButton asset={chosen} isMain={isMain} />
        <NextSteps pictures={pictures} asset={chosen} onSent={onSent} />
      </div>
      {isLarge && <Lightbox asset={chosen} onClose={() => setIsLarge(false)} />}
    </section>
  );
}
