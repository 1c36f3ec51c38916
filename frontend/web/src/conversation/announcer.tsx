import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { spoken } from '../ui/spoken.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import { usePersona } from './persona.ts';

/** The one voice for screen readers: that an answer is coming, and the whole of it once it is there. */
export function Announcer() {
  const { t } = useTranslation();
  const { name: coach } = usePersona();
  const session = useCoachSession();
  const { isStreaming, streamingStage } = session;
  // An answer that grows is of no interest here.
  const last = isStreaming ? undefined : session.messages.at(-1);
  const [wasStreaming, setWasStreaming] = useState(false);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (isStreaming === wasStreaming) return;
    setWasStreaming(isStreaming);
    if (isStreaming) setWords(t('chat.announceStart', { coach }));
    // An error speaks for itself.
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
