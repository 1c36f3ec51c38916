import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useRef, useState } from 'react';
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

export interface Attached {
  /** `pending`: a message that is sent now waits for the images. `blocked`: nothing can be sent. */
  readonly state: 'ready' | 'pending' | 'blocked';
  /** A message needs no text beside them. */
  readonly isEnough: boolean;
}

export interface ComposerProps {
  /** The text that the field begins with. */
  readonly draft?: string | undefined;
  /** What is sent along with the text. */
  readonly extras?: Omit<AnyMessage, 'text'>;
  /** What the extras look like, above the field. */
  readonly shelf?: ReactNode;
  /** Buttons of the tool row. */
  readonly tools?: ReactNode;
  /** The beginning of a text, put into the field when it changes. */
  readonly begin?: { readonly text: string } | undefined;
  /** Whether something is written. */
  readonly onWriting?: ((isWriting: boolean) => void) | undefined;
  /** Images that are sent along, and are not all uploaded yet. */
  readonly attached?: Attached;
  readonly onSent?: () => void;
  /** A kept draft, or a message that the server did not take, is in the field again. */
  readonly onReturned?: (message: AnyMessage) => void;
}

/** Sends at once, or as soon as the images are uploaded. A change of the text takes a waiting message back. */
function useHeld(text: string, canSend: boolean, attached: Attached | undefined, onSend: () => void) {
  const [held, setHeld] = useState<string>();
  const isPending = attached?.state === 'pending';
  const isHeld = canSend && held === text;
  const isDue = isHeld && !isPending;
  useEffect(() => {
    if (held !== undefined && !isHeld) setHeld(undefined);
    if (!isDue) return;
    setHeld(undefined);
    onSend();
  });
  return {
    isHeld,
    send: () => (isPending ? setHeld(text) : onSend()),
    takeBack: () => setHeld(undefined),
  };
}

/** Send, and Stop in its place. */
function useSend(text: string, isValid: boolean, attached: Attached | undefined, onSend: () => void) {
  const { isStreaming, isBusyElsewhere, stop } = useCoachSession();
  const sentByPointerAt = useRef(Number.NEGATIVE_INFINITY);
  const isEmpty = isBlank(text) && !attached?.isEnough;
  const canSend = !isStreaming && !isBusyElsewhere && !isEmpty && isValid && attached?.state !== 'blocked';
  const { isHeld, ...held } = useHeld(text, canSend, attached, onSend);
  const send = () => {
    focusComposer();
    if (canSend) held.send();
  };
  return {
    canSend,
    isHeld,
    send,
    onSendClick(event: MouseEvent) {
      if (isByPointer(event)) sentByPointerAt.current = event.timeStamp;
      send();
    },
    onTakeBack() {
      focusComposer();
      held.takeBack();
    },
    onStopClick(event: MouseEvent) {
      focusComposer();
      if (isByPointer(event) && event.timeStamp - sentByPointerAt.current < STOP_AFTER_MS) return;
      void stop();
    },
  };
}

interface SendButtonProps extends Omit<ReturnType<typeof useSend>, 'send'> {}

function SendButton({ canSend, isHeld, onSendClick, onTakeBack, onStopClick }: SendButtonProps) {
  const { t } = useTranslation();
  const { isStreaming, isStopping } = useCoachSession();
  if (isStreaming) {
    return (
      <IconButton
        look="ink"
        name="stop"
        label={t(isStopping ? 'chat.stopping' : 'chat.stop')}
        disabled={isStopping}
        onClick={onStopClick}
      />
    );
  }
  if (isHeld) return <IconButton look="ink" name="clock" label={t('uploads.dontSend')} onClick={onTakeBack} />;
  return <IconButton look="primary" name="send" label={t('chat.send')} disabled={!canSend} onClick={onSendClick} />;
}

interface HintLineProps {
  /** Characters over the limit. */
  readonly excess: number;
  readonly isHeld: boolean;
  readonly attached: Attached | undefined;
}

/** One line: what is wrong, what is waited for, or what the keys do. */
function HintLine({ excess, isHeld, attached }: HintLineProps) {
  const { t } = useTranslation();
  const { isStreaming } = useCoachSession();
  const isBlocked = attached?.state === 'blocked';
  const words = () => {
    if (excess > 0) return t('chat.tooLong', { count: excess });
    if (isBlocked) return t('uploads.blocked');
    if (isHeld) return t('uploads.waiting');
    return t(isStreaming ? 'chat.hintStop' : 'chat.hint');
  };
  return (
    <p id={HINT} className={styles['hint']} data-bad={excess > 0 || isBlocked} data-held={isHeld}>
      {words()}
    </p>
  );
}

/** The field for messages, with its tools and Send or Stop. */
export function Composer(props: ComposerProps) {
  const { draft = '', extras, shelf, tools, begin, attached, onWriting, onSent, onReturned } = props;
  const { field: label, placeholder, maxCharacters } = usePersona();
  const { sendMessage, forgetRefusal } = useCoachSession();
  const [text, setText] = useDraft({ first: draft, extras, onReturned });
  const excess = lengthOf(text) - maxCharacters;
  const { send, ...button } = useSend(text, excess <= 0, attached, () => {
    setText('');
    void sendMessage({ ...extras, text });
    onSent?.();
  });
  const isWriting = text !== '';
  useEffect(focusComposer, []);
  useEffect(() => onWriting?.(isWriting), [onWriting, isWriting]);
  useEffect(() => {
    if (!begin) return;
    setText(begin.text);
    focusComposer();
  }, [begin, setText]);
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
      <HintLine excess={excess} isHeld={button.isHeld} attached={attached} />
      <SendButton {...button} />
    </div>
  );
}
