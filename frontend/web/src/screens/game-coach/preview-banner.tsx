import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import styles from './preview-banner.module.css';

/** The free plan's one message to the game coach, while it is unused. */
export function PreviewBanner() {
  const { t } = useTranslation();
  return (
    <p className={styles['banner']}>
      <Icon name="gift" />
      <span>
        <strong>{t('game.preview.title')}</strong>
        {t('game.preview.text')}
      </span>
    </p>
  );
}
