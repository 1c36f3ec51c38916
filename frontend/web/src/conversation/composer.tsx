import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isBlank, lengthOf } from '#contract/text';
import { type AnyMessage, useCoachSession } from '#react/use-coach-session';
import { useDraft } from '#react/use-draft';
import { IconButton } from '../ui/button.tsx';
import styles from './composer.module.css';
import { COMPOSER, focusComposer } from './composer-id.ts';
import { usePersona } from './persona.ts';

const HINT = `${COMPOSER}-hint`;

/** Stop replaces Send and would take the second click of a double click, so it ignores the pointer for a while. */
const STOP_AFTER_MS = 600;

/** While an input method composes a word, Enter belongs to the method. */
const isComposing = ({ nativeEvent, keyCode }: KeyboardEvent): boolean => nativeEvent.isComposing || keyCode === 229;

/** Clicks of keyboards and assistive technology have no count. */
const isByPointer = ({ detail }: MouseEvent): boolean => detail > 0;

export interface ComposerProps {
  /** The text that the field begins with. */
  readonly draft?: string | undefined;
  /** What is sent along with the text. */
  readonly extras?: Omit<AnyMessage, 'text'>;
  /** What the extras look like, above the field. */
  readonly shelf?: ReactNode;
  /** Buttons of the tool row. */
  readonly tools?: ReactNode;
  readonly onSent?: () => void;
  /** A kept draft, or a message that the server did not take, is in the field again. */
  readonly onReturned?: (message: AnyMessage) => void;
}

/** Send, and Stop in its place. */
function useSend(text: string, isValid: boolean, onSend: () => void) {
  const { isStreaming, isBusyElsewhere, stop } = useCoachSession();
  const sentByPointerAt = useRef(Number.NEGATIVE_INFINITY);
  const canSend = !isStreaming && !isBusyElsewhere && !isBlank(text) && isValid;
  const send = () => {
    focusComposer();
    if (canSend) onSend();
  };
  return {
    canSend,
    send,
    onSendClick(event: MouseEvent) {
      if (isByPointer(event)) sentByPointerAt.current = event.timeStamp;
      send();
    },
    onStopClick(event: MouseEvent) {
      focusComposer();
      if (isByPointer(event) && event.timeStamp - sentByPointerAt.current < STOP_AFTER_MS) return;
      void stop();
    },
  };
}

/** The field for messages, with its tools and Send or Stop. */
export function Composer({ draft = '', extras, shelf, tools, onSent, onReturned }: ComposerProps) {
  const { t } = useTranslation();
  const { field: label, placeholder, maxCharacters } = usePersona();
  const { sendMessage, isStreaming, isStopping, forgetRefusal } = useCoachSession();
  const [text, setText] = useDraft({ first: draft, extras, onReturned });
  const excess = lengthOf(text) - maxCharacters;
  const { canSend, send, onSendClick, onStopClick } = useSend(text, excess <= 0, () => {
    setText('');
    void sendMessage({ ...extras, text });
    onSent?.();
  });
  useEffect(focusComposer, []);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={styles['composer']}>
      {shelf}
      <textarea
        id={COMPOSER}
        rows={1}
        dir="auto"
        value={text}
        aria-label={label}
        aria-describedby={HINT}
        aria-invalid={excess > 0}
        placeholder={placeholder}
        onChange={({ target }) => {
          setText(target.value);
          forgetRefusal();
        }}
        onKeyDown={onKeyDown}
      />
      <div className={styles['tools']}>{tools}</div>
      <p id={HINT} className={styles['hint']} data-bad={excess > 0}>
        {excess > 0 ? t('chat.tooLong', { count: excess }) : t(isStreaming ? 'chat.hintStop' : 'chat.hint')}
      </p>
      {isStreaming ? (
        <IconButton
          look="ink"
          name="stop"
          label={t(isStopping ? 'chat.stopping' : 'chat.stop')}
          disabled={isStopping}
          onClick={onStopClick}
        />
      ) : (
        <IconButton look="primary" name="send" label={t('chat.send')} disabled={!canSend} onClick={onSendClick} />
      )}
    </div>
  );
}
