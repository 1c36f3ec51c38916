import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { Page } from '../../app/page.tsx';
import { GAME_COACH, GAMES, NOTES, PROGRESS } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import styles from './game-page.module.css';

const TABS = [
  ['chats', GAME_COACH],
  ['games', GAMES],
  ['notes', NOTES],
  ['progress', PROGRESS],
] as const;

/** Links between the game coach's pages. The page of a game belongs to the games. */
function Tabs() {
  const { t } = useTranslation();
  const [path] = useLocation();
  return (
    <nav className={styles['tabs']} aria-label={t('game.nav')}>
      <ul>
        {TABS.map(([name, href]) => {
          const isHere = path === href || (href !== GAME_COACH && path.startsWith(`${href}/`));
          return (
            <li key={name}>
              <Link href={href} aria-current={isHere ? 'page' : undefined}>
                {t(`game.tabs.${name}`)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

export interface GamePageProps {
  readonly title: string;
  readonly lead?: string;
  /** Actions beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the game coach. */
export function GamePage({ title, lead, actions, children }: GamePageProps) {
  const { t } = useTranslation();
  const coach = t('game.name');
  usePageTitle(title === coach ? coach : `${title} · ${coach}`);
  return (
    <Page>
      <Tabs />
      <header className={styles['header']}>
        <div>
          <h1>{title}</h1>
          {lead && <p className={styles['lead']}>{lead}</p>}
        </div>
        {actions && <div className={styles['actions']}>{actions}</div>}
      </header>
      <div className={styles['body']}>{children}</div>
    </Page>
  );
}

/** A part of a page. */
export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
