import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gameCoach } from '#client/coaches/game-coach';
import { useCoachSession } from '#react/use-coach-session';
import { type readChatStart, useStartChat } from '../../app/chat-start.ts';
import { Composer } from '../../conversation/composer.tsx';
import layout from '../../conversation/layout.module.css';
import { useUpgradeWords } from '../../conversation/use-upgrade-words.ts';
import { useGameAccess } from '../../data/use-account-limits.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PreviewBanner } from '../game-coach/preview-banner.tsx';
import { AttachedGame } from './attached-game.tsx';
import { GamePicker } from './game-picker.tsx';

/** The game that the next question is about. It goes with the question, and comes back with one that was refused. */
function useAttachment(first: string | undefined) {
  const [gameId, setGameId] = useState(first);
  const sent = useRef<string | undefined>(undefined);
  const onSent = () => {
    sent.current = gameId;
    setGameId(undefined);
  };
  const onReturned = useCallback(() => setGameId((chosen) => chosen ?? sent.current), []);
  return { gameId, setGameId, onSent, onReturned };
}

/** What the plan allows, said before somebody runs into it. Once they did, the error says it. */
function Standing() {
  const { t } = useTranslation();
  const access = useGameAccess();
  const { error, isStreaming } = useCoachSession();
  const hasUpgradeWords = useUpgradeWords(error) !== undefined;
  if (isStreaming || hasUpgradeWords) return null;
  if (access === 'preview') return <PreviewBanner />;
  if (access !== 'used') return null;
  return (
    <Notice tone="warn">
      <strong>{t('plan.upgrade.previewUsed')}.</strong> {t('plan.upgrade.previewUsedText')}
    </Notice>
  );
}

/** Nothing can be added any more. */
function Over({ reason }: { readonly reason: 'ended' | 'expired' }) {
  const { t } = useTranslation();
  const startChat = useStartChat();
  return (
    <Notice tone="plain" actions={<Button onClick={() => startChat()}>{t('game.chat.new')}</Button>}>
      {t(`game.chat.${reason}`)}
    </Notice>
  );
}

/** Under the conversation: where one asks, and about which game. */
export function ChatFoot({ start }: { readonly start: ReturnType<typeof readChatStart> }) {
  const { t } = useTranslation();
  const { load, session } = useCoachSession(gameCoach);
  const [isPicking, setIsPicking] = useState(false);
  const { gameId, setGameId, onSent, onReturned } = useAttachment(start.ask === undefined ? start.gameId : undefined);
  if (load === 'loading' && !session) return null;
  if (session && session.status !== 'active') {
    return (
      <div className={layout['foot']}>
        <Over reason={session.status} />
      </div>
    );
  }
  return (
    <div className={layout['foot']}>
      <Standing />
      {gameId !== undefined && <AttachedGame gameId={gameId} onRemove={() => setGameId(undefined)} />}
      <Composer
        draft={start.draft}
        extras={{ gameId }}
        tools={<IconButton name="attach" label={t('game.chat.attach')} onClick={() => setIsPicking(true)} />}
        onSent={onSent}
        onReturned={onReturned}
      />
      {isPicking && <GamePicker onPick={setGameId} onClose={() => setIsPicking(false)} />}
    </div>
  );
}
