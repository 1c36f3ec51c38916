import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { gameCoach } from '#client/coaches/game-coach';
import { useCoachSession } from '#react/use-coach-session';
import { useStartChat } from '../../app/chat-start.ts';
import { GAME_COACH } from '../../app/paths.ts';
import { BudgetBar } from '../../conversation/budget-bar.tsx';
import layout from '../../conversation/layout.module.css';
import { useGameAccess } from '../../data/use-account-limits.ts';
import { IconButton } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import styles from './game-chat.module.css';
import { RecapDialog } from './recap-dialog.tsx';

/** The server sums up nothing shorter. */
const RECAP_FROM = 3;

/** While a turn runs, tokens are set aside for it; what it really costs is known at its end. */
function useSettled<Value>(value: Value, isSettled: boolean): Value {
  const settled = useRef(value);
  if (isSettled) settled.current = value;
  return settled.current;
}

/** What the conversation is about, and what is left to talk with. */
export function ChatHeader() {
  const { t } = useTranslation();
  const chat = useCoachSession(gameCoach);
  const { session, budget, isStreaming, sessionId } = chat;
  // Before the server has named it, it is about its first question.
  const title = session?.title ?? chat.messages.find(({ role }) => role === 'user')?.text ?? t('game.chat.new');
  const remaining = useSettled(budget, !isStreaming);
  const access = useGameAccess();
  const startChat = useStartChat();
  const [isRecapOpen, setIsRecapOpen] = useState(false);
  const messageCount = session?.messageCount ?? 0;
  const canRecap = messageCount >= RECAP_FROM && !isStreaming;
  return (
    <header className={layout['header']}>
      <Link href={GAME_COACH} className={layout['back']} aria-label={t('game.back')} title={t('game.back')}>
        <Icon name="arrowLeft" />
      </Link>
      <h1 className={styles['title']} dir="auto">
        {title}
      </h1>
      <div className={styles['actions']}>
        <IconButton
          name="recap"
          label={t(messageCount < RECAP_FROM ? 'game.chat.recapTooShort' : 'game.chat.recap')}
          disabled={!canRecap}
          onClick={() => setIsRecapOpen(true)}
        />
        <IconButton name="plus" label={t('game.chat.new')} onClick={() => startChat()} />
      </div>
      {access === 'full' && (
        <div className={styles['budget']}>
          <BudgetBar remaining={remaining} />
        </div>
      )}
      {isRecapOpen && (
        <RecapDialog sessionId={sessionId} messageCount={messageCount} onClose={() => setIsRecapOpen(false)} />
      )}
    </header>
  );
}
