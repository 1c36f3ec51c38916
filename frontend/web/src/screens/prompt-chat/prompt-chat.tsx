import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { promptCoach } from '#client/coaches/prompt-coach';
import { CoachSessionProvider } from '#react/coach-session-provider';
import { useCoachSession } from '#react/use-coach-session';
import { PROMPT_COACH } from '../../app/paths.ts';
import { readBegun, rememberBegun } from '../../app/prompt-start.ts';
import { SessionScreen } from '../../conversation/session-screen.tsx';
import { useFreshLists } from '../../conversation/use-fresh-lists.ts';
import { KEYS } from '../../data/keys.ts';
import { usePromptTexts } from '../../i18n/use-prompt-texts.ts';
import { Closed, useClosedReason } from './closed.tsx';
import { Countdown, useCountdown } from './countdown.tsx';
import { HeadDetails, HeadLine, TurnDots } from './head-details.tsx';
import { SearchLine } from './search-line.tsx';
import { SessionMenu } from './session-menu.tsx';
import { Suggestions } from './suggestions.tsx';
import { useBench } from './use-bench.tsx';
import { useFreshForm } from './use-fresh-form.ts';
import { usePromptCoach } from './use-prompt-coach.ts';
import { usePromptComposer } from './use-prompt-composer.ts';

/** The title of the session, or its first message until the server has named it. */
function useTitle(): string {
  const { t } = useTranslation();
  const { session, messages } = useCoachSession(promptCoach);
  return session?.title ?? messages.find(({ role }) => role === 'user')?.text ?? t('prompt.home.untitled');
}

function Chat() {
  usePromptTexts();
  const { t } = useTranslation();
  const { session, lastTurnId } = useCoachSession(promptCoach);
  const coach = usePromptCoach();
  const { timeout, extend, isExtending } = useCountdown();
  const closed = useClosedReason(timeout);
  const [isWriting, setIsWriting] = useState(false);
  const [begin, setBegin] = useState<{ readonly text: string }>();
  const onBegin = useCallback((text: string) => setBegin({ text }), []);
  const { pane, showTalk } = useBench();
  const composer = usePromptComposer();
  useFreshLists(KEYS.promptSessions, KEYS.account);
  useFreshForm();
  useEffect(() => {
    if (lastTurnId !== undefined) rememberBegun();
  }, [lastTurnId]);
  return (
    <SessionScreen
      persona={coach}
      pageTitle={session?.title ?? t('prompt.session.pageTitle')}
      home={{ href: PROMPT_COACH, label: t('prompt.back') }}
      missing={t('prompt.session.missing')}
      title={useTitle()}
      facts={<HeadLine />}
      details={<HeadDetails />}
      actions={
        <>
          <TurnDots />
          <Countdown timeout={timeout} isExtending={isExtending} onExtend={extend} />
          <SessionMenu />
        </>
      }
      pane={pane}
      end={<SearchLine />}
      suggestions={!isWriting && <Suggestions onBegin={onBegin} />}
      composer={{ ...composer, begin, onWriting: setIsWriting, onSent: showTalk }}
      instead={closed && <Closed reason={closed} />}
    />
  );
}

function Begun({ sessionId }: { readonly sessionId: string }) {
  const [begun] = useState(readBegun);
  return (
    <CoachSessionProvider coach={promptCoach} sessionId={sessionId} begun={begun}>
      <Chat />
    </CoachSessionProvider>
  );
}

/** A session with the prompt coach. */
export function PromptChat({ sessionId }: { readonly sessionId: string }) {
  return <Begun key={sessionId} sessionId={sessionId} />;
}
