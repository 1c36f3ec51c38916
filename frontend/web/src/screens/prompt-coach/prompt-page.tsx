import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Page } from '../../app/page.tsx';
import { PageTabs } from '../../app/page-tabs.tsx';
import { PROMPT_COACH, PROMPT_KITS, PROMPT_TIPS } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './prompt-page.module.css';

export interface BackTo {
  readonly href: string;
  readonly name: string;
  /** For the page's entry of the browser's history. */
  readonly state?: object | undefined;
}

export interface PromptPageProps {
  readonly title: string;
  readonly lead?: string | undefined;
  /** Where a page of one step leads back to; instead of the links between the coach's pages. */
  readonly back?: BackTo;
  /** Beside the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

function Tabs() {
  const { t } = useTranslation();
  const tabs = [
    [PROMPT_COACH, t('prompt.tabs.sessions')],
    [PROMPT_KITS, t('prompt.tabs.kits')],
    [PROMPT_TIPS, t('prompt.tabs.tips')],
  ] as const;
  return <PageTabs label={t('prompt.tabs.label')} tabs={tabs} />;
}

/** A page of the prompt coach. */
export function PromptPage({ title, lead, back, actions, children }: PromptPageProps) {
  const { t } = useTranslation();
  const coach = t('prompt.name');
  usePageTitle(title === coach ? coach : `${title} · ${coach}`);
  return (
    <div data-coach="promptCoach">
      <Page>
        {back ? (
          <p className={styles['back']}>
            <Link href={back.href} state={back.state}>
              <Icon name="arrowLeft" />
              {back.name}
            </Link>
          </p>
        ) : (
          <Tabs />
        )}
        <header className={styles['header']}>
          <div>
            <h1>{title}</h1>
            {lead && <p>{lead}</p>}
          </div>
          {actions}
        </header>
        <div className={styles['body']}>{children}</div>
      </Page>
    </div>
  );
}
