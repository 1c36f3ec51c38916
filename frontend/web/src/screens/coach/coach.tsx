import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '#client/refusal';
import type { CoachResource } from '#contract/coach-responses';
import { useCoachAccess } from '#react/coach-provider';
import { Loading } from '../../app/loading.tsx';
import { Page } from '../../app/page.tsx';
import { HOME } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { KEYS } from '../../data/keys.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { Failure } from '../../ui/failure.tsx';
import styles from './coach.module.css';
import { CoachGroups } from './coach-groups.tsx';
import { CoachHead } from './coach-head.tsx';
import { UnfinishedCoach } from './unfinished-coach.tsx';

function Profile({ coach }: { readonly coach: CoachResource }) {
  usePageTitle(coach.coachName);
  return (
    <Page>
      <article className={styles['profile']}>
        <CoachHead coach={coach} />
        <CoachGroups config={coach} />
      </article>
    </Page>
  );
}

/** One coach, or the state of its build. */
export function Coach({ coachId }: { readonly coachId: string }) {
  const { t } = useTranslation();
  const { rest } = useCoachAccess();
  const coach = useQuery({ queryKey: KEYS.coach(coachId), queryFn: () => rest.coaches.get(coachId) });
  if (coach.data) return <Profile coach={coach.data} />;
  if (coach.isPending) return <Loading />;
  const isMissing = coach.error instanceof Refusal && coach.error.code === 'not_found';
  if (isMissing) return <UnfinishedCoach sessionId={coachId} onReady={() => void coach.refetch()} />;
  return (
    <Page>
      <Failure error={coach.error} onRetry={() => void coach.refetch()} />
      <p>
        <ButtonLink href={HOME}>{t('app.back')}</ButtonLink>
      </p>
    </Page>
  );
}
