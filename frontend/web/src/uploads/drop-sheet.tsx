import { useTranslation } from 'react-i18next';
import { Icon } from '../ui/icon.tsx';
import styles from './drop-sheet.module.css';

/** Lies over the whole session while files are held over the page. */
export function DropSheet() {
  const { t } = useTranslation();
  return (
    <div className={styles['sheet']} aria-hidden="true">
      <p>
        <Icon name="attach" />
        {t('uploads.drop')}
      </p>
    </div>
  );
}
