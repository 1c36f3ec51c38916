import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OfflineBanner } from './offline-banner.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

/** Where the skip link leads. */
const CONTENT = 'content';

/** What every page has around it. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <>
      <a className={styles['skip']} href={`#${CONTENT}`}>
        {t('app.skip')}
      </a>
      <TopBar />
      <OfflineBanner />
      <main id={CONTENT} className={styles['main']} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** A page of reading width with air around it. */
export function Page({ children }: { readonly children: ReactNode }) {
  return <div className={styles['page']}>{children}</div>;
}
