import { useCallback, useEffect } from 'react';
import { useFormAttachments } from '#react/use-attachments';

/** The kit's logo and the one that replaces it. */
const MOST = 2;

/**
 * The logo of a kit, picked, pasted or dropped. The one before stays until another one can be read as a picture.
 * @param storedKey - Of the logo that the kit has already.
 */
export function useLogo(storedKey: string | undefined) {
  const shown = useFormAttachments(MOST);
  const { attachments, store } = shown;
  useEffect(() => {
    if (storedKey !== undefined) store.restore([storedKey]);
  }, [store, storedKey]);
  const [before, after] = attachments;
  const replaced = after && after.stage !== 'preparing' ? before?.id : undefined;
  useEffect(() => {
    if (replaced !== undefined) store.remove(replaced);
  }, [store, replaced]);
  const newest = attachments.at(-1);
  return {
    shown,
    key: newest?.stage === 'uploaded' ? newest.key : undefined,
    isFailed: newest?.stage === 'failed',
    choose: useCallback((files: readonly File[]) => store.add(files.slice(0, 1)), [store]),
  };
}
