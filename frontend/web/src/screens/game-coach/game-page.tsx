import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/page.tsx';
import { PageTabs } from '../../app/page-tabs.tsx';
import { GAME_COACH, GAMES, NOTES, PROGRESS } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import styles from './game-page.module.css';

const TABS = [
  ['chats', GAME_COACH],
  ['games', GAMES],
  ['notes', NOTES],
  ['progress', PROGRESS],
] as const;

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
      <PageTabs label={t('game.nav')} tabs={TABS.map(([name, href]) => [href, t(`game.tabs.${name}`)])} />
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
