import { useTranslation } from 'react-i18next';
import { Star } from '../ui/star.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './page.module.css';

/** Something is on its way. Shows itself only after a moment, since most things come sooner. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles['loading']} role="status">
      <Star isAlive />
      <VisuallyHidden>{t('app.loading')}</VisuallyHidden>
    </div>
  );
}
