import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCoachSession } from '#react/use-coach-session';
import { IconButton } from '../../ui/button.tsx';
import styles from './composer.module.css';

/** Characters as a person counts them, and as the server does. */
const MAX_CHARACTERS = 4_000;
const excessOf = (text: string): number => [...text.trim()].length - MAX_CHARACTERS;

/** While a word is being put together by an input method, Enter belongs to the method. */
const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent): boolean => nativeEvent.isComposing || keyCode === 229;

/** Where one writes. The focus stays here, whatever happens around it. */
export function Composer() {
  const { t } = useTranslation();
  const { sendMessage, stop, takeDraft, isStreaming, isStopping, isBusyElsewhere, state } = useCoachSession();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const { returnedDraft } = state;

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (returnedDraft === undefined) return;
    // Before whatever was written since.
    setText((written) => (written.trim() === '' ? returnedDraft : `${returnedDraft}\n\n${written}`));
    takeDraft();
  }, [returnedDraft, takeDraft]);

  const excess = excessOf(text);
  const canSend = !isStreaming && !isBusyElsewhere && text.trim() !== '' && excess <= 0;
  const send = () => {
    field.current?.focus();
    if (!canSend) return;
    setText('');
    void sendMessage({ text });
  };
  const halt = () => {
    field.current?.focus();
    void stop();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event)) return;
    if (event.key === 'Escape' && isStreaming) halt();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    send();
  };

  return (
    <div className={styles['composer']}>
      <div className={styles['box']}>
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t('creator.composer')}
          aria-describedby="composer-hint"
          aria-invalid={excess > 0}
          placeholder={t('creator.placeholder')}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
        />
        {isStreaming ? (
          <IconButton
            look="secondary"
            name="stop"
            label={t(isStopping ? 'creator.stopping' : 'creator.stop')}
            disabled={isStopping}
            onClick={halt}
          />
        ) : (
          <IconButton look="primary" name="send" label={t('creator.send')} disabled={!canSend} onClick={send} />
        )}
      </div>
      <p id="composer-hint" className={styles['hint']} data-bad={excess > 0}>
        {excess > 0 ? t('creator.tooLong', { count: excess }) : t(isStreaming ? 'creator.hintStop' : 'creator.hint')}
      </p>
    </div>
  );
}
