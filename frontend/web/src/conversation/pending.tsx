import { useTranslation } from 'react-i18next';
import { type UseCoachSession, useCoachSession } from '#react/use-coach-session';
import styles from './conversation.module.css';
import { usePersona } from './persona.ts';

const PATH_LINES = { 1: undefined, 2: 'chat.backup', 3: 'chat.waiting' } as const;

/** What the one quiet line says: passing status, never part of a message. */
function lineOf({ isStopping, streamingStage, contextual, isBusyElsewhere, path }: UseCoachSession) {
  if (isBusyElsewhere) return { key: 'chat.elsewhere' } as const;
  if (isStopping) return { key: 'chat.stopping' } as const;
  if (streamingStage === 'reconnecting') return { key: 'chat.reconnecting' } as const;
  if (streamingStage === 'connecting') return { key: PATH_LINES[path] ?? 'chat.connecting' } as const;
  if (streamingStage === 'thinking') return contextual ? { text: contextual } : ({ key: 'chat.thinking' } as const);
  const backup = streamingStage === 'streaming' ? PATH_LINES[path] : undefined;
  return backup ? ({ key: backup } as const) : undefined;
}

/** Something is on its way: shown at once after sending, until the answer's own words show it. */
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
