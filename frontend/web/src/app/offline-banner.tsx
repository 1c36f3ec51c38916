import { useTranslation } from 'react-i18next';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useConnectivity, useIsOffline } from './connectivity-context.ts';

/** Says that the device is offline, while it is. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const connectivity = useConnectivity();
  if (!useIsOffline()) return null;
  return (
    <Banner
      icon="alert"
      tone="warn"
      isAlert
      action={<Button onClick={connectivity?.retryNow}>{t('app.tryNow')}</Button>}
    >
      {t('app.offline')}
    </Banner>
  );
}
