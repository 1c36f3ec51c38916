import { useTranslation } from 'react-i18next';
import { AssetType } from '#contract/prompt-coach/asset-types';
import type { Tip } from '#contract/prompt-coach/tips';
import { TIPS_DE } from '#contract/prompt-coach/tips-de';
import { Button } from '../../ui/button.tsx';
import styles from './tips.module.css';

export interface TipCardProps {
  readonly tip: Tip;
  /** Fills the form of a new session. Absent where the person may not begin one. */
  readonly onUse: ((words: string) => void) | undefined;
}

/** A tip with an example, which can become the beginning of a session. */
export function TipCard({ tip, onUse }: TipCardProps) {
  const { t, i18n } = useTranslation();
  // The API has the tips in English.
  const { title, description, examplePrompt } = (i18n.language === 'de' && TIPS_DE[tip.id]) || tip;
  const isForAll = tip.assetTypes.length === AssetType.options.length;
  return (
    <li className={styles['tip']}>
      <p className={styles['about']}>
        <span>{t(`prompt.tips.categories.${tip.category}`)}</span>
        {!isForAll && <span>{tip.assetTypes.map((type) => t(`prompt.assetTypes.${type}`)).join(', ')}</span>}
      </p>
      <h3>{title}</h3>
      <p>{description}</p>
      <figure className={styles['example']}>
        <figcaption>{t('prompt.tips.example')}</figcaption>
        <blockquote>{examplePrompt}</blockquote>
        {onUse && (
          <Button icon="wand" aria-label={t('prompt.tips.useNamed', { title })} onClick={() => onUse(examplePrompt)}>
            {t('prompt.tips.use')}
          </Button>
        )}
      </figure>
    </li>
  );
}
