import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { Bubbles } from './bubbles.tsx';
import { Pending } from './pending.tsx';
import { usePersona } from './persona.ts';
import styles from './thread.module.css';
import { TurnError, type TurnErrorProps } from './turn-error.tsx';
import { useEndInSight } from './use-end-in-sight.ts';

/** What scrolls must be reachable by keyboard. */
const SCROLLER = { tabIndex: 0 } as const;

export interface ThreadProps {
  /** Shown until the first message. */
  readonly opening: ReactNode;
  /** After the last message: what can be done besides writing. */
  readonly end: ReactNode;
  /** The page with the list of sessions. */
  readonly home: TurnErrorProps['home'];
}

/** The messages. They follow their end while the reader is there, and do not move for a reader elsewhere. */
export function Thread({ opening, end, home }: ThreadProps) {
  const { t } = useTranslation();
  const { title } = usePersona();
  const { scrollRef, contentRef, isAtEnd, goToEnd, jumpToEnd } = useEndInSight();
  return (
    <div className={styles['frame']}>
      <section ref={scrollRef} className={styles['scroll']} {...SCROLLER} aria-label={title}>
        <div ref={contentRef} className={styles['content']}>
          {/* A person who sends a message wants to see it, wherever they were reading. */}
          <Bubbles onSent={jumpToEnd}>{opening}</Bubbles>
          <Pending />
          <TurnError home={home} />
          {end}
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
