import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { useCoachSession } from '#react/use-coach-session';
import { MessagePage } from '../../app/message-page.tsx';
import { HOME } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { KEYS } from '../../data/keys.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Announcer } from './announcer.tsx';
import { Conversation } from './conversation.tsx';
import styles from './creator.module.css';
import { CreatorHeader } from './creator-header.tsx';
import { Foot } from './foot.tsx';
import { Topics } from './topics.tsx';

/** What Home knows of interviews is old as soon as one of them moves. */
function useFreshHome(turnsUsed: number, isComplete: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (turnsUsed > 0 || isComplete) void queries.invalidateQueries({ queryKey: KEYS.interviews });
  }, [queries, turnsUsed, isComplete]);
}

function Interview() {
  const { t } = useTranslation();
  const { load, state, session, reset } = useCoachSession();
  usePageTitle(t('creator.pageTitle'));
  useFreshHome(state.turnsUsed, state.isComplete);
  if (load === 'missing') {
    return (
      <MessagePage title={t('creator.missing')}>
        <ButtonLink href={HOME}>{t('app.back')}</ButtonLink>
      </MessagePage>
    );
  }
  if (load === 'unreachable') {
    return (
      <MessagePage title={t('app.unreachable')}>
        <Button onClick={() => void reset()}>{t('app.tryAgain')}</Button>
      </MessagePage>
    );
  }
  return (
    <div className={styles['layout']}>
      <CreatorHeader />
      <Conversation />
      {session && <Topics checklist={session.checklist} current={state.progress?.currentTopic ?? null} />}
      <Foot />
      <Announcer />
    </div>
  );
}

/** The interview with Vesper, from which a coach is built. */
export function Creator({ sessionId }: { readonly sessionId: string }) {
  return (
    <CoachSessionProvider key={sessionId} kind="coachCreator" sessionId={sessionId}>
      <Interview />
    </CoachSessionProvider>
  );
}
