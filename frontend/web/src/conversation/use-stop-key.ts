import { useEffect } from 'react';
import { useCoachSession } from '#react/use-coach-session';
import { focusComposer } from './composer-id.ts';

/** A dialog or a menu that is open takes the key for itself. */
const isOverlayOpen = (): boolean =>
  [...document.querySelectorAll<HTMLElement>('dialog[open], [popover]')].some(
    (overlay) => overlay instanceof HTMLDialogElement || overlay.checkVisibility(),
  );

/** Esc stops the answer, wherever the focus is in the page. */
export function useStopKey(): void {
  const { isStreaming, stop } = useCoachSession();
  useEffect(() => {
    if (!isStreaming) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing || isOverlayOpen()) return;
      focusComposer();
      void stop();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [isStreaming, stop]);
}
