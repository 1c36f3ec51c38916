import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CoachSummary } from '#contract/coach-responses';
import type { CreatorSession } from '#contract/creator-session-responses';
import { Loading } from '../../app/loading.tsx';
import { Page } from '../../app/page.tsx';
import { usePageTitle } from '../../app/use-page-title.ts';
import { useHome } from '../../data/use-home.ts';
import { useStartInterview } from '../../data/use-start-interview.ts';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Failure } from '../../ui/failure.tsx';
import { BuildCard } from './build-card.tsx';
import { CoachCard } from './coach-card.tsx';
import { GameCoachCard } from './game-coach-card.tsx';
import styles from './home.module.css';
import { InterviewCard } from './interview-card.tsx';
import { PromptCoachCard } from './prompt-coach-card.tsx';
import { TemplateList } from './template-list.tsx';
import { Welcome } from './welcome.tsx';

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles['section']}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Interviews({ sessions }: { readonly sessions: readonly CreatorSession[] }) {
  const { t } = useTranslation();
  if (sessions.length === 0) return null;
  return (
    <Section title={t('home.inProgress')}>
      <ul className={styles['cards']} data-focus-home="" tabIndex={-1}>
        {sessions.map((session) => (
          <InterviewCard key={session.sessionId} session={session} />
        ))}
      </ul>
    </Section>
  );
}

function Builds({ sessions }: { readonly sessions: readonly CreatorSession[] }) {
  const { t } = useTranslation();
  if (sessions.length === 0) return null;
  return (
    <Section title={t('home.building')}>
      <ul className={styles['cards']} data-focus-home="" tabIndex={-1}>
        {sessions.map((session) => (
          <BuildCard key={session.sessionId} session={session} />
        ))}
      </ul>
    </Section>
  );
}

function Coaches({ coaches }: { readonly coaches: readonly CoachSummary[] }) {
  const { t } = useTranslation();
  const active = coaches.filter(({ status }) => status === 'active');
  const archived = coaches.filter(({ status }) => status === 'archived');
  return (
    <>
      {active.length > 0 && (
        <Section title={t('home.coaches')}>
          <ul className={styles['coaches']}>
            {active.map((coach) => (
              <CoachCard key={coach.coachId} coach={coach} />
            ))}
          </ul>
        </Section>
      )}
      {archived.length > 0 && (
        <div className={styles['more']}>
          <Disclosure title={<h2>{t('home.archived', { count: archived.length })}</h2>}>
            <ul className={styles['coaches']}>
              {archived.map((coach) => (
                <CoachCard key={coach.coachId} coach={coach} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </>
  );
}

export function Home() {
  const { t } = useTranslation();
  const home = useHome();
  const start = useStartInterview();
  usePageTitle(t('home.pageTitle'));
  const isNew = !home.isLoading && !home.error && home.open.length + home.building.length + home.coaches.length === 0;
  const failure = start.error ?? home.error;
  return (
    <Page>
      {isNew ? (
        <Welcome start={start} />
      ) : (
        <header className={styles['header']}>
          <h1>{t('home.title')}</h1>
          <Button look="primary" disabled={start.isPending} onClick={() => start.mutate()}>
            {t(start.isPending ? 'home.starting' : 'home.startAnother')}
          </Button>
        </header>
      )}
      {failure && <Failure error={failure} {...(home.error && { onRetry: home.retry })} />}
      {home.isLoading && !failure && <Loading />}
      <Interviews sessions={home.open} />
      <Builds sessions={home.building} />
      <Coaches coaches={home.coaches} />
      {!home.isLoading && (
        <Section title={t('home.alsoHere')}>
          <ul className={styles['coaches']}>
            <GameCoachCard />
            <PromptCoachCard />
          </ul>
        </Section>
      )}
      {!home.isLoading && <TemplateList />}
    </Page>
  );
}
