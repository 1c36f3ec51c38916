import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Star } from '../ui/star.tsx';
import { AccountMenu } from './account-menu.tsx';
import styles from './frame.module.css';
import { FrameContext, type FrameLook } from './frame-context.ts';
import { Navigation } from './navigation.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { HOME } from './paths.ts';
import { useKeptFocus } from './use-kept-focus.ts';

/** Where the skip link leads. */
const CONTENT = 'content';

/** Scrolls a new page to its top and moves the focus there. A page with a better place for the focus takes it itself. */
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

function Brand() {
  const { t } = useTranslation();
  return (
    <Link href={HOME} className={styles['brand']} aria-label={t('app.name')}>
      <Star />
      <span>{t('app.name')}</span>
    </Link>
  );
}

/**
 * Everything around a page: a sidebar, a rail, or a bar at the top. The rail and the bar have a button for the whole
 * menu. The style sheet chooses one and hides the others, from the accessibility tree too.
 */
export function Frame({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const main = useFreshPage();
  const [isMenuOpen, setIsMenuOpen] = useState(false);
  const [look, setLook] = useState<FrameLook>();
  const menuButton = <IconButton name="menu" label={t('nav.menu')} onClick={() => setIsMenuOpen(true)} />;
  useKeptFocus(main);
  return (
    <div className={styles['frame']} data-look={look}>
      <a className={styles['skip']} href={`#${CONTENT}`}>
        {t('app.skip')}
      </a>
      <header className={styles['bar']}>
        {menuButton}
        <Brand />
        <AccountMenu />
      </header>
      <header className={styles['side']}>
        <div className={styles['sideContent']}>
          <Brand />
          <div className={styles['railOnly']}>{menuButton}</div>
          <Navigation />
          <AccountMenu isNamed />
        </div>
      </header>
      <main ref={main} id={CONTENT} className={styles['main']} tabIndex={-1}>
        <div className={styles['banner']}>
          <OfflineBanner />
        </div>
        <FrameContext value={setLook}>{children}</FrameContext>
      </main>
      {isMenuOpen && (
        <Dialog title={t('nav.menu')} look="drawer" onClose={() => setIsMenuOpen(false)}>
          <Navigation onLeave={() => setIsMenuOpen(false)} />
        </Dialog>
      )}
    </div>
  );
}
