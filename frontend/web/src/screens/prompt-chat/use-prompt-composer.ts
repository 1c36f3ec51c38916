import { useCallback, useState } from 'react';
import { promptCoach } from '#client/coaches/prompt-coach';
import { type AnyMessage, useCoachSession } from '#react/use-coach-session';
import type { ComposerProps } from '../../conversation/composer.tsx';

/**
 * What is sent along with a message: the start fields, while the session has not begun. They come back with a first
 * message that was refused. Images are added here.
 */
export function usePromptComposer(): Pick<ComposerProps, 'extras' | 'onReturned' | 'shelf' | 'tools'> {
  const { session } = useCoachSession(promptCoach);
  const [start, setStart] = useState<unknown>();
  const onReturned = useCallback((message: AnyMessage) => setStart((kept: unknown) => message['start'] ?? kept), []);
  const isFirst = session === undefined && start !== undefined;
  return { onReturned, ...(isFirst && { extras: { start } }) };
}
