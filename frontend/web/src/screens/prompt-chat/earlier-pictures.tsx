import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '#contract/prompt-coach/responses';
import { Disclosure } from '../../ui/disclosure.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './bench.module.css';
import { Ground } from './ground.tsx';
import { Lightbox } from './lightbox.tsx';
import pictureStyles from './pictures.module.css';

/** All pictures of the session before the newest ones, folded. */
export function EarlierPictures({ assets }: { readonly assets: readonly Asset[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [opened, setOpened] = useState<string>();
  const large = assets.find(({ assetId }) => assetId === opened);
  if (assets.length === 0) return null;
  return (
    <section className={styles['folded']} data-focus-home="" tabIndex={-1}>
      <Disclosure
        title={
          <h3>
            {t('prompt.result.earlier')} <small>{format.number(assets.length)}</small>
          </h3>
        }
      >
        <ul className={pictureStyles['tiles']} data-count="many">
          {assets.map((asset) => (
            <li key={asset.assetId}>
              <button
                type="button"
                className={pictureStyles['tile']}
                aria-label={asset.description}
                onClick={() => setOpened(asset.assetId)}
              >
                <Ground asset={asset} alt="" />
              </button>
            </li>
          ))}
        </ul>
      </Disclosure>
      {large && <Lightbox asset={large} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
