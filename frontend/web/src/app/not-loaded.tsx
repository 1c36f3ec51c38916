import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import type { FailedProps } from '../ui/lazy-part.tsx';
import { Notice } from '../ui/notice.tsx';
import { Loading } from './loading.tsx';
import { MessagePage } from './message-page.tsx';

function PageNotLoaded({ onRetry }: FailedProps) {
  const { t } = useTranslation();
  return (
    <MessagePage title={t('app.notLoaded')}>
      <Button onClick={onRetry}>{t('app.tryAgain')}</Button>
    </MessagePage>
  );
}

function SectionNotLoaded({ onRetry }: FailedProps) {
  const { t } = useTranslation();
  return (
    <Notice tone="warn" actions={<Button onClick={onRetry}>{t('app.tryAgain')}</Button>}>
      {t('app.sectionNotLoaded')}
    </Notice>
  );
}

/** How a page looks before its code is there. */
export const PAGE = { Waiting: Loading, Failed: PageNotLoaded } as const;

/** How a part of a page looks before its code is there. */
export const SECTION = { Waiting: Loading, Failed: SectionNotLoaded } as const;

/** How a part of the sidebar looks before its code is there. */
export const QUIET_SECTION = { Failed: SectionNotLoaded } as const;
