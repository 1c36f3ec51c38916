import { type ReactNode, useEffect } from 'react';
import { useCoachSession } from '#react/use-coach-session';
import { Loading } from '../app/loading.tsx';
import { Bubble } from './bubble.tsx';
import styles from './thread.module.css';

export interface BubblesProps {
  /** Shown until the first message. */
  readonly children: ReactNode;
  /** The person has sent a message. */
  readonly onSent: () => void;
}

/** All messages. Only they are rendered again while an answer grows. */
export function Bubbles({ children, onSent }: BubblesProps) {
  const { messages, isStreaming, load } = useCoachSession();
  const lastSent = messages.findLast(({ role }) => role === 'user')?.key;
  useEffect(() => {
    if (lastSent !== undefined) onSent();
  }, [lastSent, onSent]);
  return (
    <>
      {load === 'loading' && messages.length === 0 && <Loading />}
      {load === 'ready' && messages.length === 0 && children}
      <ol className={styles['bubbles']}>
        {messages.map((message) => (
          <Bubble key={message.key} message={message} isBusy={isStreaming && message.state === 'pending'} />
        ))}
      </ol>
    </>
  );
}
