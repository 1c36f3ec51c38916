import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../app/page.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import styles from './prompt-page.module.css';

export interface PromptPageProps {
  readonly title: string;
  readonly lead?: string;
  /** Links between the coach's pages. */
  readonly tabs?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the prompt coach. */
export function PromptPage({ title, lead, tabs, children }: PromptPageProps) {
  const { t } = useTranslation();
  const coach = t('prompt.name');
  usePageTitle(title === coach ? coach : `${title} · ${coach}`);
  return (
    <div data-coach="promptCoach">
      <Page>
        {tabs}
        <header className={styles['header']}>
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </header>
        <div className={styles['body']}>{children}</div>
      </Page>
    </div>
  );
}
