import { useTranslation } from 'react-i18next';
import type { ChatSession } from '#contract/game-chat';
import { useStartChat } from '../../app/chat-start.ts';
import { GAME_COACH, gameChatPath } from '../../app/paths.ts';
import { useChats, useDeleteChat } from '../../data/use-chats.ts';
import type { SessionItem, SessionListProps } from '../../sessions/session-list.tsx';
import { SessionNavigation } from '../../sessions/session-navigation.tsx';

function useItem(): (chat: ChatSession) => SessionItem {
  const { t } = useTranslation();
  return ({ sessionId, title, status, messageCount, updatedAt, activeTurnId }) => ({
    sessionId,
    href: gameChatPath(sessionId),
    title: title ?? t('game.home.untitled'),
    updatedAt,
    isRunning: activeTurnId !== undefined,
    closed: status === 'active' ? undefined : t(`game.home.${status}`),
    fact: t('game.home.messages', { count: messageCount }),
  });
}

/** The conversations with the game coach, for a `SessionList`. */
export function useChatList(): Omit<SessionListProps, 'look' | 'labelledBy'> {
  const { t } = useTranslation();
  const { query, chats } = useChats();
  const deletion = useDeleteChat();
  return {
    sessions: chats.map(useItem()),
    more: { label: t('game.home.more'), query },
    deletion,
    question: { title: t('game.home.deleteTitle'), text: t('game.home.deleteText') },
    home: GAME_COACH,
  };
}

/** The newest conversations, in the sidebar. */
export function ChatNavigation() {
  const { t } = useTranslation();
  const startChat = useStartChat();
  return (
    <SessionNavigation
      {...useChatList()}
      title={t('game.home.chats')}
      add={t('game.chat.new')}
      onAdd={() => startChat()}
    />
  );
}
