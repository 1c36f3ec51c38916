import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gameCoach } from '#client/coaches/game-coach';
import { useCoachSession } from '#react/use-coach-session';
import { useStartChat } from '../../app/chat-start.ts';
import { IconButton } from '../../ui/button.tsx';
import styles from './chat-actions.module.css';
import { RecapDialog } from './recap-dialog.tsx';

/** Messages. The server refuses a recap of fewer. */
const RECAP_FROM = 3;

/** Recap and new conversation. The sidebar has a button for the latter, too. */
export function ChatActions() {
  const { t } = useTranslation();
  const { session, isStreaming, sessionId } = useCoachSession(gameCoach);
  const startChat = useStartChat();
  const [isRecapOpen, setIsRecapOpen] = useState(false);
  const messageCount = session?.messageCount ?? 0;
  return (
    <>
      <IconButton
        name="recap"
        label={t(messageCount < RECAP_FROM ? 'game.chat.recapTooShort' : 'game.chat.recap')}
        disabled={messageCount < RECAP_FROM || isStreaming}
        onClick={() => setIsRecapOpen(true)}
      />
      <span className={styles['new']}>
        <IconButton name="plus" label={t('game.chat.new')} onClick={() => startChat()} />
      </span>
      {isRecapOpen && (
        <RecapDialog sessionId={sessionId} messageCount={messageCount} onClose={() => setIsRecapOpen(false)} />
      )}
    </>
  );
}
