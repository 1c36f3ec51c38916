import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { spoken } from '../ui/spoken.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { usePersona } from './persona.ts';

/** The only live region of an answer: announces that it is coming, and its text at the end. */
export function Announcer() {
  const { t } = useTranslation();
  const { name: coach } = usePersona();
  const session = useCoachSession();
  const { isStreaming, streamingStage } = session;
  // A growing answer is not announced.
  const last = isStreaming ? undefined : session.messages.at(-1);
  const [wasStreaming, setWasStreaming] = useState(false);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (isStreaming === wasStreaming) return;
    setWasStreaming(isStreaming);
    if (isStreaming) setWords(t('chat.announceStart', { coach }));
    // An error has a live region of its own.
    else if (streamingStage !== 'complete') setWords('');
    else if (last?.role === 'assistant' && last.state === 'done')
      setWords(t('chat.announceEnd', { coach, text: spoken(last.text) }));
    else setWords(t('chat.announceStopped'));
  }, [isStreaming, wasStreaming, streamingStage, last, coach, t]);
  return (
    <VisuallyHidden>
      <span role="status">{words}</span>
    </VisuallyHidden>
  );
}
