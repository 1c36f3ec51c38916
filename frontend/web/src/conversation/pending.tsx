import { useTranslation } from 'react-i18next';
import { type UseCoachSession, useCoachSession } from '#react/use-coach-session';
import { usePersona } from './persona.ts';
import styles from './thread.module.css';

/** What the answer waits for: passing status, never part of a message. The banner row says how the connection is. */
function lineOf({ isStopping, streamingStage, contextual, messages }: UseCoachSession) {
  if (isStopping) return { key: 'chat.stopping' } as const;
  if (streamingStage === 'connecting') return { key: 'chat.connecting' } as const;
  const last = messages.at(-1);
  const isWaiting =
    streamingStage === 'thinking' ||
    (streamingStage === 'reconnecting' && (last?.role === 'user' || last?.text === ''));
  if (!isWaiting) return undefined;
  return contextual ? { text: contextual } : ({ key: 'chat.thinking' } as const);
}

/** Shown at once after sending, until the answer's own words come. */
export function Pending() {
  const { t } = useTranslation();
  const { name: coach, Avatar } = usePersona();
  const session = useCoachSession();
  const line = lineOf(session);
  if (!line) return null;
  const hasAnswer = session.messages.at(-1)?.role === 'assistant';
  return (
    <p className={styles['pending']}>
      {!hasAnswer && (
        <span className={styles['avatar']}>
          <Avatar isAlive />
        </span>
      )}
      <span className={styles['line']}>{line.key ? t(line.key, { coach }) : line.text}</span>
    </p>
  );
}
