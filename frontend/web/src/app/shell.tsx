import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { OfflineBanner } from './offline-banner.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';

/** Where the skip link leads. */
const CONTENT = 'content';

/** A new page begins at its top, for eyes and for ears. Pages with a better place for the focus take it themselves. */
function useFreshPage() {
  const main = useRef<HTMLElement>(null);
  const [path] = useLocation();
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    window.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

/** What every page has around it. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const main = useFreshPage();
  return (
    <>
      <a className={styles['skip']} href={`#${CONTENT}`}>
        {t('app.skip')}
      </a>
      <TopBar />
      <OfflineBanner />
      <main ref={main} id={CONTENT} className={styles['main']} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

/** A page of reading width with air around it. */
export function Page({ children }: { readonly children: ReactNode }) {
  return <div className={styles['page']}>{children}</div>;
}
