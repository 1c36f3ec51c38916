import { useTranslation } from 'react-i18next';
import { type UseCoachSession, useCoachSession } from '#react/use-coach-session';
import { Star } from '../../ui/star.tsx';
import styles from './conversation.module.css';

const PATH_LINES = { 1: undefined, 2: 'creator.backup', 3: 'creator.waiting' } as const;

/** What the one quiet line says: passing status, never part of a message. */
function lineOf({ isStopping, streamingStage, contextual, isBusyElsewhere, path }: UseCoachSession) {
  if (isBusyElsewhere) return { key: 'creator.elsewhere' } as const;
  if (isStopping) return { key: 'creator.stopping' } as const;
  if (streamingStage === 'reconnecting') return { key: 'creator.reconnecting' } as const;
  if (streamingStage === 'connecting') return { key: PATH_LINES[path] ?? 'creator.connecting' } as const;
  if (streamingStage === 'thinking') return contextual ? { text: contextual } : ({ key: 'creator.thinking' } as const);
  const backup = streamingStage === 'streaming' ? PATH_LINES[path] : undefined;
  return backup ? ({ key: backup } as const) : undefined;
}

/** Something is on its way: shown at once after sending, until the answer's own words show it. */
export function Pending() {
  const { t } = useTranslation();
  const session = useCoachSession();
  const line = lineOf(session);
  if (!line) return null;
  const hasAnswer = session.messages.at(-1)?.role === 'assistant';
  return (
    <p className={styles['pending']}>
      {!hasAnswer && (
        <span className={styles['face']}>
          <Star isAlive />
        </span>
      )}
      <span className={styles['line']}>{line.key ? t(line.key) : line.text}</span>
    </p>
  );
}
