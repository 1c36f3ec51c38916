import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useCoachSession } from '#react/use-coach-session';
import { gameChatPath } from '../../app/paths.ts';
import layout from '../../conversation/layout.module.css';
import { useChats } from '../../data/use-chats.ts';
import { useFormat } from '../../ui/use-format.ts';
import styles from './game-chat.module.css';

/** The newest conversations, beside this one where there is room. */
export function ChatSide() {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const { sessionId } = useCoachSession();
  const { chats } = useChats();
  // Its place stays: the conversation shall not move when there is one.
  if (chats.length === 0) return <div className={layout['side']} />;
  return (
    <aside className={layout['side']} aria-labelledby={id}>
      <h2 id={id} className={styles['sideTitle']}>
        {t('game.home.chats')}
      </h2>
      <ul className={styles['sideList']}>
        {chats.map((chat) => (
          <li key={chat.sessionId}>
            <Link href={gameChatPath(chat.sessionId)} aria-current={chat.sessionId === sessionId ? 'page' : undefined}>
              <span className={styles['sideName']} dir="auto">
                {chat.title ?? t('game.home.untitled')}
              </span>
              <span className={styles['sideTime']}>{format.ago(chat.updatedAt)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </aside>
  );
}
