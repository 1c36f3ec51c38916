import { useTranslation } from 'react-i18next';
import type { CreatorSession } from '#contract/creator-session-responses';
import { INTERVIEWS, interviewPath } from '../../app/paths.ts';
import { useDeleteInterview, useOpenInterviews } from '../../data/use-interviews.ts';
import { useStartInterview } from '../../data/use-start-interview.ts';
import type { SessionItem, SessionListProps } from '../../sessions/session-list.tsx';
import { SessionNavigation } from '../../sessions/session-navigation.tsx';
import { useProgressText } from './use-progress-text.ts';

function useItem(): (session: CreatorSession) => SessionItem {
  const { t } = useTranslation();
  const progressText = useProgressText();
  return ({ sessionId, title, status, progressDetails, updatedAt, activeTurnId }) => ({
    sessionId,
    href: interviewPath(sessionId),
    title: title ?? t('home.untitled'),
    updatedAt,
    isRunning: activeTurnId !== undefined,
    closed: status === 'active' ? undefined : t(`creator.list.${status}`),
    fact: progressText(progressDetails),
  });
}

/** The interviews that are not finished, for a `SessionList`. */
export function useInterviewList(): Omit<SessionListProps, 'look' | 'labelledBy'> {
  const { t } = useTranslation();
  const { data } = useOpenInterviews();
  const deletion = useDeleteInterview();
  return {
    sessions: (data?.sessions ?? []).map(useItem()),
    deletion,
    question: { title: t('home.deleteTitle'), text: t('home.deleteText') },
    home: INTERVIEWS,
  };
}

/** The interviews that are not finished, in the sidebar. */
export function InterviewNavigation() {
  const { t } = useTranslation();
  const start = useStartInterview();
  return (
    <SessionNavigation
      {...useInterviewList()}
      title={t('creator.list.title')}
      add={t('home.startAnother')}
      onAdd={() => start.mutate()}
    />
  );
}
