import { useEffect, useState } from 'react';
import { joinTexts } from '#client/drafts';
import { useSessionAccess } from './coach-session-provider.ts';
import { type AnyMessage, useCoachSession } from './use-coach-session.ts';

export interface DraftOptions {
  /** The text to begin with, when no draft is kept. */
  readonly first?: string | undefined;
  /** What is sent along with the text; kept with it. */
  readonly extras?: Omit<AnyMessage, 'text'> | undefined;
  /** A draft that was kept, or a message that the server did not take, is here again. */
  readonly onReturned?: ((message: AnyMessage) => void) | undefined;
}

/**
 * What the person writes in this session: kept on the device until it is sent, and over navigation, a reload and a
 * sign-in. A message that the server did not take comes back, in front of what was written since.
 */
export function useDraft({ first = '', extras, onReturned }: DraftOptions) {
  const { session } = useSessionAccess(undefined);
  const { returnedDraft, takeDraft } = useCoachSession();
  const [text, setText] = useState(first);
  const [isRead, setIsRead] = useState(false);
  const kept = JSON.stringify({ ...extras, text });

  useEffect(() => {
    let isGone = false;
    void session.source.readDraft().then((draft) => {
      if (isGone) return;
      // It contains what the server did not take until now.
      takeDraft();
      if (draft) setText(draft.text);
      if (draft) onReturned?.(draft as AnyMessage);
      setIsRead(true);
    });
    return () => {
      isGone = true;
    };
  }, [session, takeDraft, onReturned]);

  useEffect(() => {
    if (!isRead || returnedDraft === undefined) return;
    setText((written) => joinTexts(returnedDraft.text, written));
    takeDraft();
    onReturned?.(returnedDraft as AnyMessage);
  }, [isRead, returnedDraft, takeDraft, onReturned]);

  useEffect(() => {
    if (isRead) void session.source.keepDraft(JSON.parse(kept) as AnyMessage);
  }, [session, isRead, kept]);

  return [text, setText] as const;
}
