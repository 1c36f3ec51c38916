import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useConnectivity, useIsOffline } from './connectivity-context.ts';
import styles from './shell.module.css';

/** Says that the device is offline, while it is. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const connectivity = useConnectivity();
  if (!useIsOffline()) return null;
  return (
    <div className={styles['banner']}>
      <Notice tone="warn" isAlert actions={<Button onClick={connectivity?.retryNow}>{t('app.tryNow')}</Button>}>
        {t('app.offline')}
      </Notice>
    </div>
  );
}
