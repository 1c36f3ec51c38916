import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '#client/session-state';
import { Prose } from '../ui/prose.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { usePersona } from './persona.ts';
import { Steps } from './steps.tsx';
import styles from './thread.module.css';

export interface BubbleProps {
  readonly message: ChatMessage;
  /** More of it will come. */
  readonly isBusy: boolean;
}

/**
 * One message. It is outside every live region: the announcer tells a screen reader of an answer once, and not word by
 * word. Unchanged bubbles are not drawn again while the last one grows.
 */
export const Bubble = memo(function Bubble({ message, isBusy }: BubbleProps) {
  const { t } = useTranslation();
  const { name, Avatar, Sent } = usePersona();
  const { role, text, state } = message;
  const isAnswer = role === 'assistant';
  return (
    <li className={styles['bubble']} data-role={role} data-state={state} aria-busy={isAnswer && isBusy}>
      {isAnswer && (
        <span className={styles['avatar']}>
          <Avatar isAlive={isBusy} />
        </span>
      )}
      <div className={styles['said']}>
        <VisuallyHidden>{isAnswer ? name : t('chat.you')}:</VisuallyHidden>
        {isAnswer && <Steps message={message} isBusy={isBusy} />}
        {text !== '' && <Prose text={text} isGrowing={isAnswer && isBusy} base={2} />}
        {!isAnswer && Sent && <Sent message={message} />}
        {state === 'partial' && <p className={styles['mark']}>{t('chat.partial')}</p>}
        {state === 'failed' && <p className={styles['mark']}>{t('chat.unanswered')}</p>}
      </div>
    </li>
  );
});
