import type { ChatMessage } from '#client/session-state';
import { SentImages } from '../../uploads/sent-images.tsx';
import { PressedButton } from './pressed-button.tsx';

/** What an answer carries besides its words: images, or the press of the button. */
export function SentAnswer({ message }: { readonly message: ChatMessage }) {
  return (
    <>
      <SentImages keys={message.images} />
      <PressedButton message={message} />
    </>
  );
}
