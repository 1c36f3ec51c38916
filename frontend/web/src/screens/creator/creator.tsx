import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { coachCreator } from '#client/coaches/coach-creator';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { useCoachSession } from '#react/use-coach-session';
import { MessagePage } from '../../app/message-page.tsx';
import { HOME } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { Announcer } from '../../conversation/announcer.tsx';
import { Conversation } from '../../conversation/conversation.tsx';
import layout from '../../conversation/layout.module.css';
import { PersonaContext } from '../../conversation/persona.ts';
import { KEYS } from '../../data/keys.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { CreatorHeader } from './creator-header.tsx';
import { Foot } from './foot.tsx';
import { Topics } from './topics.tsx';
import { useVesper } from './use-vesper.ts';

/** What Home knows of interviews is old as soon as one of them moves. */
function useFreshHome(turnsUsed: number, isComplete: boolean) {
  const queries = useQueryClient();
  useEffect(() => {
    if (turnsUsed > 0 || isComplete) void queries.invalidateQueries({ queryKey: KEYS.interviews });
  }, [queries, turnsUsed, isComplete]);
}

function Interview() {
  const { t } = useTranslation();
  const { load, session, turnsUsed, isComplete, progress, reset } = useCoachSession(coachCreator);
  const vesper = useVesper();
  usePageTitle(t('creator.pageTitle'));
  useFreshHome(turnsUsed, isComplete);
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
    <PersonaContext value={vesper}>
      <div className={layout['layout']} data-side={true}>
        <CreatorHeader />
        <Conversation />
        {session && <Topics checklist={session.checklist} current={progress?.currentTopic ?? null} />}
        <Foot />
        <Announcer />
      </div>
    </PersonaContext>
  );
}

/** The interview with Vesper, from which a coach is built. */
export function Creator({ sessionId }: { readonly sessionId: string }) {
  return (
    <CoachSessionProvider key={sessionId} coach={coachCreator} sessionId={sessionId}>
      <Interview />
    </CoachSessionProvider>
  );
}
