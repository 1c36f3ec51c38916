import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type AnyMessage, useCoachSession } from '#react/use-coach-session';
import { IconButton } from '../ui/button.tsx';
import styles from './composer.module.css';
import { usePersona } from './persona.ts';

/** Characters as a person counts them, and as the server does. */
const lengthOf = (text: string): number => [...text.trim()].length;

/** While a word is being put together by an input method, Enter belongs to the method. */
const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent): boolean => nativeEvent.isComposing || keyCode === 229;

export interface ComposerProps {
  /** Stands in the field from the beginning. */
  readonly draft?: string | undefined;
  /** What goes along with the text. */
  readonly extras?: Omit<AnyMessage, 'text'>;
  /** Buttons before the field. */
  readonly tools?: ReactNode;
  readonly onSent?: () => void;
  /** The server did not take the text: it stands here again. */
  readonly onReturned?: () => void;
}

/** Where one writes. The focus stays here, whatever happens around it. */
export function Composer({ draft = '', extras, tools, onSent, onReturned }: ComposerProps) {
  const { t } = useTranslation();
  const { field: label, placeholder, maxCharacters } = usePersona();
  const { sendMessage, stop, takeDraft, isStreaming, isStopping, isBusyElsewhere, returnedDraft } = useCoachSession();
  const [text, setText] = useState(draft);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (returnedDraft === undefined) return;
    // Before whatever was written since.
    setText((written) => (written.trim() === '' ? returnedDraft : `${returnedDraft}\n\n${written}`));
    takeDraft();
    onReturned?.();
  }, [returnedDraft, takeDraft, onReturned]);

  const excess = lengthOf(text) - maxCharacters;
  const canSend = !isStreaming && !isBusyElsewhere && text.trim() !== '' && excess <= 0;
  const send = () => {
    field.current?.focus();
    if (!canSend) return;
    setText('');
    void sendMessage({ ...extras, text });
    onSent?.();
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
        {tools}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={label}
          aria-describedby="composer-hint"
          aria-invalid={excess > 0}
          placeholder={placeholder}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={onKeyDown}
        />
        {isStreaming ? (
          <IconButton
            look="secondary"
            name="stop"
            label={t(isStopping ? 'chat.stopping' : 'chat.stop')}
            disabled={isStopping}
            onClick={halt}
          />
        ) : (
          <IconButton look="primary" name="send" label={t('chat.send')} disabled={!canSend} onClick={send} />
        )}
      </div>
      <p id="composer-hint" className={styles['hint']} data-bad={excess > 0}>
        {excess > 0 ? t('chat.tooLong', { count: excess }) : t(isStreaming ? 'chat.hintStop' : 'chat.hint')}
      </p>
    </div>
  );
}
