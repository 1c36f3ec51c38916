import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '#client/session-state';
import { Prose } from '../ui/prose.tsx';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './conversation.module.css';
import { usePersona } from './persona.ts';
import { Steps } from './steps.tsx';

export interface BubbleProps {
  readonly message: ChatMessage;
  /** More of it is on its way. */
  readonly isBusy: boolean;
}

/**
 * One message. It stands outside every live region: a screen reader is told of an answer once, by the announcer, and
 * not word by word. Unchanged bubbles are not drawn again while the last one grows.
 */
export const Bubble = memo(function Bubble({ message, isBusy }: BubbleProps) {
  const { t } = useTranslation();
  const { name, Avatar, Extras } = usePersona();
  const { role, text, state, extras } = message;
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
        {text !== '' && <Prose text={text} isGrowing={isAnswer && isBusy} />}
        {Extras && !isAnswer && <Extras extras={extras} />}
        {state === 'partial' && <p className={styles['mark']}>{t('chat.partial')}</p>}
        {state === 'failed' && <p className={styles['mark']}>{t('chat.unanswered')}</p>}
      </div>
    </li>
  );
});
