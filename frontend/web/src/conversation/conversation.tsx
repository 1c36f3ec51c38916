import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { type StickToBottomInstance, useStickToBottom } from 'use-stick-to-bottom';
import { useCoachSession } from '#react/use-coach-session';
import { Loading } from '../app/loading.tsx';
import { Button } from '../ui/button.tsx';
import { Bubble } from './bubble.tsx';
import styles from './conversation.module.css';
import { Pending } from './pending.tsx';
import { TurnError } from './turn-error.tsx';
import { useVoice } from './voice.ts';

/** What scrolls must be reachable by keyboard. */
const SCROLLER = { tabIndex: 0 } as const;

const wantsStillness = (): boolean => window.matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What stands below the conversation may grow, or a keyboard open: who was at the end stays there. */
function useEndInSight({ scrollRef, state, scrollToBottom }: StickToBottomInstance) {
  useEffect(() => {
    const box = scrollRef.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      if (state.isAtBottom) void scrollToBottom('instant');
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [scrollRef, state, scrollToBottom]);
}

export interface ConversationProps {
  /** What stands there before the first message. */
  readonly children?: ReactNode;
}

/** The bubbles. They follow their end while the reader is there, and leave a reader elsewhere in peace. */
export function Conversation({ children }: ConversationProps) {
  const { t } = useTranslation();
  const { title } = useVoice();
  const { messages, isStreaming, load } = useCoachSession();
  const stick = useStickToBottom({
    initial: 'instant',
    resize: wantsStillness() ? 'instant' : 'smooth',
  });
  const { scrollRef, contentRef, isAtBottom, scrollToBottom } = stick;
  useEndInSight(stick);
  // Whoever says something wants to see it, wherever they were reading.
  const lastSaid = messages.findLast(({ role }) => role === 'user')?.key;
  useEffect(() => {
    if (lastSaid !== undefined) void scrollToBottom('instant');
  }, [lastSaid, scrollToBottom]);
  return (
    <div className={styles['frame']}>
      <section ref={scrollRef} className={styles['scroll']} {...SCROLLER} aria-label={title}>
        <div ref={contentRef} className={styles['content']}>
          {load === 'loading' && messages.length === 0 && <Loading />}
          {load === 'ready' && messages.length === 0 && children}
          <ol className={styles['bubbles']}>
            {messages.map((message) => (
              <Bubble key={message.key} message={message} isBusy={isStreaming && message.state === 'pending'} />
            ))}
          </ol>
          <Pending />
          <TurnError />
        </div>
      </section>
      {!isAtBottom && (
        <div className={styles['latest']}>
          <Button icon="arrowDown" onClick={() => void scrollToBottom(wantsStillness() ? 'instant' : 'smooth')}>
            {t('chat.latest')}
          </Button>
        </div>
      )}
    </div>
  );
}
