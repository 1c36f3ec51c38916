import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gameCoach } from '#client/coaches/game-coach';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { useCoachSession } from '#react/use-coach-session';
import { forgetChatStart, readChatStart } from '../../app/chat-start.ts';
import { MessagePage } from '../../app/message-page.tsx';
import { GAME_COACH } from '../../app/paths.ts';
import { usePageTitle } from '../../app/use-page-title.ts';
import { Announcer } from '../../conversation/announcer.tsx';
import { Conversation } from '../../conversation/conversation.tsx';
import layout from '../../conversation/layout.module.css';
import { PersonaContext } from '../../conversation/persona.ts';
import { KEYS } from '../../data/keys.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { ChatFoot } from './chat-foot.tsx';
import { ChatHeader } from './chat-header.tsx';
import { ChatSide } from './chat-side.tsx';
import { Opening } from './opening.tsx';
import { useFirstQuestion, useFreshStart } from './use-chat-start.ts';
import { useGameCoach } from './use-game-coach.ts';

/** What other pages know of conversations, notes and tokens is old as soon as a turn has ended. */
function useFreshLists() {
  const queries = useQueryClient();
  const { streamingStage } = useCoachSession();
  useEffect(() => {
    if (streamingStage !== 'complete' && streamingStage !== 'error') return;
    for (const queryKey of [KEYS.chats, KEYS.notes, KEYS.account]) void queries.invalidateQueries({ queryKey });
  }, [queries, streamingStage]);
}

type Start = ReturnType<typeof readChatStart>;

function Chat({ start }: { readonly start: Start }) {
  const { t } = useTranslation();
  const { load, session, reset } = useCoachSession(gameCoach);
  const coach = useGameCoach();
  usePageTitle(session?.title ?? t('game.chat.pageTitle'));
  useFreshLists();
  useFirstQuestion(start);
  useFreshStart();
  if (load === 'missing') {
    return (
      <MessagePage title={t('game.chat.missing')}>
        <ButtonLink href={GAME_COACH}>{t('game.back')}</ButtonLink>
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
    <PersonaContext value={coach}>
      <div className={layout['layout']} data-side={true}>
        <ChatHeader />
        <Conversation>
          <Opening isAboutGame={start.gameId !== undefined} />
        </Conversation>
        <ChatSide />
        <ChatFoot start={start} />
        <Announcer />
      </div>
    </PersonaContext>
  );
}

function Begun({ sessionId }: { readonly sessionId: string }) {
  const [start] = useState(readChatStart);
  useEffect(() => {
    if (start.begun === 'no') forgetChatStart();
  }, [start]);
  return (
    <CoachSessionProvider coach={gameCoach} sessionId={sessionId} begun={start.begun}>
      <Chat start={start} />
    </CoachSessionProvider>
  );
}

/** A conversation with the game coach. */
export function GameChat({ sessionId }: { readonly sessionId: string }) {
  return <Begun key={sessionId} sessionId={sessionId} />;
}
