import { useTranslation } from 'react-i18next';
import { Star } from '../ui/star.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './page.module.css';

/** A loading indicator that appears after a moment, because most pages load sooner. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles['loading']} role="status">
      <Star isAlive />
      <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
    </div>
  );
}
