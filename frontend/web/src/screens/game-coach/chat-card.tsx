import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatSession } from '#contract/game-chat';
import { gameChatPath } from '../../app/paths.ts';
import { useDeleteChat } from '../../data/use-chats.ts';
import { ButtonLink, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { useFormat } from '../../ui/use-format.ts';
import styles from './game-home.module.css';

/** A conversation that can be gone on with, or, once it has ended, be read. */
export function ChatCard({ chat }: { readonly chat: ChatSession }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isDeleting, setIsDeleting] = useState(false);
  const remove = useDeleteChat(chat.sessionId);
  const { status, messageCount, updatedAt } = chat;
  const title = chat.title ?? t('game.home.untitled');
  const isActive = status === 'active';
  return (
    <li className={styles['chat']}>
      <div className={styles['chatText']}>
        <h3 dir="auto">{title}</h3>
        <p>
          {status !== 'active' && <span className={styles['badge']}>{t(`game.home.${status}`)}</span>}
          <span>{t('game.home.messages', { count: messageCount })}</span>
          <span>{t('game.home.lastActive', { when: format.ago(updatedAt) })}</span>
        </p>
      </div>
      <div className={styles['chatActions']}>
        <IconButton name="trash" label={t('game.home.deleteNamed', { title })} onClick={() => setIsDeleting(true)} />
        <ButtonLink
          href={gameChatPath(chat.sessionId)}
          iconEnd="arrowRight"
          label={t(isActive ? 'game.home.continueNamed' : 'game.home.readNamed', { title })}
        >
          {t(isActive ? 'game.home.continue' : 'game.home.read')}
        </ButtonLink>
      </div>
      {isDeleting && (
        <ConfirmDialog
          title={t('game.home.deleteTitle')}
          text={t('game.home.deleteText')}
          action={t('game.home.delete')}
          mutation={remove}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </li>
  );
}
