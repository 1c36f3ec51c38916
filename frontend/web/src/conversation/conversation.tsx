import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Bubbles } from './bubbles.tsx';
import styles from './conversation.module.css';
import { Pending } from './pending.tsx';
import { usePersona } from './persona.ts';
import { TurnError } from './turn-error.tsx';
import { useEndInSight } from './use-end-in-sight.ts';

/** What scrolls must be reachable by keyboard. */
const SCROLLER = { tabIndex: 0 } as const;

export interface ConversationProps {
  /** What stands there before the first message. */
  readonly children?: ReactNode;
}

/** The bubbles. They follow their end while the reader is there, and leave a reader elsewhere in peace. */
export function Conversation({ children }: ConversationProps) {
  const { t } = useTranslation();
  const { title } = usePersona();
  const { scrollRef, contentRef, isAtEnd, goToEnd, jumpToEnd } = useEndInSight();
  return (
    <div className={styles['frame']}>
      <section ref={scrollRef} className={styles['scroll']} {...SCROLLER} aria-label={title}>
        <div ref={contentRef} className={styles['content']}>
          {/* Whoever says something wants to see it, wherever they were reading. */}
          <Bubbles onSent={jumpToEnd}>{children}</Bubbles>
          <Pending />
          <TurnError />
        </div>
      </section>
      {!isAtEnd && (
        <div className={styles['latest']}>
          <Button icon="arrowDown" onClick={goToEnd}>
            {t('chat.latest')}
          </Button>
        </div>
      )}
    </div>
  );
}
