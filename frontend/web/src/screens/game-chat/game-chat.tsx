import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gameCoach } from '#client/coaches/game-coach';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { useCoachSession } from '#react/use-coach-session';
import { readChatStart } from '../../app/chat-start.ts';
import { GAME_COACH } from '../../app/paths.ts';
import { SessionScreen } from '../../conversation/session-screen.tsx';
import { useFreshLists } from '../../conversation/use-fresh-lists.ts';
import { KEYS } from '../../data/keys.ts';
import { useGameAccess } from '../../data/use-account-limits.ts';
import { PreviewUsed } from '../game-coach/preview-used.tsx';
import { ChatActions } from './chat-actions.tsx';
import { ChatBudget } from './chat-budget.tsx';
import { Closed } from './closed.tsx';
import { Opening } from './opening.tsx';
import { PlanBanner } from './plan-banner.tsx';
import { useChatComposer } from './use-chat-composer.tsx';
import { useFirstQuestion, useFreshStart, useRememberedStart } from './use-chat-start.ts';
import { useGameCoach } from './use-game-coach.ts';

/** The title of the conversation, or its first question until the server has named it. */
function useTitle(): string {
  const { t } = useTranslation();
  const { session, messages } = useCoachSession(gameCoach);
  return session?.title ?? messages.find(({ role }) => role === 'user')?.text ?? t('game.chat.new');
}

/** What is shown in place of the composer when nothing can be sent. */
function useInstead() {
  const { session, messages, error } = useCoachSession(gameCoach);
  const access = useGameAccess();
  if (session && session.status !== 'active') return <Closed reason={session.status} />;
  const isNew = session === undefined && messages.length === 0 && !error;
  return isNew && access === 'used' ? <PreviewUsed /> : undefined;
}

type Start = ReturnType<typeof readChatStart>;

function Chat({ start }: { readonly start: Start }) {
  const { t } = useTranslation();
  const { session } = useCoachSession(gameCoach);
  const coach = useGameCoach();
  const composer = useChatComposer(start);
  const title = useTitle();
  useFreshLists(KEYS.chats, KEYS.notes, KEYS.account);
  useRememberedStart(start);
  useFirstQuestion(start);
  useFreshStart();
  return (
    <SessionScreen
      persona={coach}
      pageTitle={session?.title ?? t('game.chat.pageTitle')}
      home={{ href: GAME_COACH, label: t('game.back') }}
      missing={t('game.chat.missing')}
      title={t('game.name')}
      facts={title}
      actions={<ChatActions />}
      banner={
        <>
          <PlanBanner />
          <ChatBudget />
        </>
      }
      opening={<Opening isAboutGame={start.gameId !== undefined} />}
      composer={composer}
      instead={useInstead()}
    />
  );
}

function Begun({ sessionId }: { readonly sessionId: string }) {
  const [start] = useState(readChatStart);
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
