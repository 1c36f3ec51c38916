import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { refusedFields } from '#client/refused-fields';
import type { SessionError } from '#client/session-state';
import type { ShownAttachments } from '#react/use-attachments';
import { type AnyMessage, useCoachSession } from '#react/use-coach-session';
import { useSessionAttachments } from '#react/use-session-attachments';
import type { ComposerProps } from '../conversation/composer.tsx';
import { focusComposer } from '../conversation/composer-id.ts';
import { AttachedImages } from './attached-images.tsx';
import { DropSheet } from './drop-sheet.tsx';
import { ImageShelf } from './image-shelf.tsx';
import { PickButton } from './pick-button.tsx';
import { useFileGestures } from './use-file-gestures.ts';

export interface ImageComposerOptions {
  /** Images of one message. */
  readonly most: number;
  /** Whether a message of images alone can be sent. */
  readonly isEnough: boolean;
}

/** The places of the images that the server refused, among those of the message. */
function refusedPlaces(error: SessionError | undefined): readonly number[] {
  if (error?.kind !== 'refused') return [];
  return refusedFields(error).flatMap((path) => {
    const [, place] = /^(?:imageS3Keys|referenceAssets)\.(\d+)$/.exec(path) ?? [];
    return place === undefined ? [] : [Number(place)];
  });
}

/** Marks the images of a returned message that the server does not take. */
function useRejected({ store }: ShownAttachments): ComposerProps['onReturned'] & {} {
  const { error } = useCoachSession();
  const returned = useRef<readonly string[]>([]);
  useEffect(() => {
    const keys = refusedPlaces(error).flatMap((place) => returned.current[place] ?? []);
    if (keys.length > 0) store.reject(keys);
  }, [error, store]);
  return useCallback(
    ({ images = [] }: AnyMessage) => {
      returned.current = images;
      store.restore(images);
    },
    [store],
  );
}

function stateOf({ attachments, isUploading }: ShownAttachments, most: number) {
  if (attachments.length > most || attachments.some(({ stage }) => stage === 'failed')) return 'blocked';
  return isUploading ? 'pending' : 'ready';
}

export type ImageComposer = Required<
  Pick<ComposerProps, 'extras' | 'attached' | 'onSent' | 'onReturned'> & {
    readonly shelf: ReactNode;
    readonly tools: ReactNode;
  }
>;

/**
 * Images of a message: picked, pasted, dropped onto the page. The result fills the slots of a `Composer`. A coach that
 * sends more along merges the slots with its own.
 */
export function useImageComposer({ most, isEnough }: ImageComposerOptions): ImageComposer {
  const { t } = useTranslation();
  const shown = useSessionAttachments(most);
  const { attachments, store } = shown;
  const onFiles = useCallback(
    (files: readonly File[]) => {
      store.add(files);
      focusComposer();
    },
    [store],
  );
  const isOver = useFileGestures(onFiles);
  const onReturned = useRejected(shown);
  const images = attachments.flatMap(({ key, stage }) => (key !== undefined && stage === 'uploaded' ? [key] : []));
  const joined = images.join('\n');
  const extras = useMemo(() => (joined === '' ? {} : { images: joined.split('\n') }), [joined]);
  return {
    extras,
    attached: { state: stateOf(shown, most), isEnough: isEnough && attachments.length > 0 },
    shelf: (
      <>
        <ImageShelf shown={shown} most={most} />
        {isOver && <DropSheet />}
      </>
    ),
    tools: (
      <>
        <PickButton label={t(most === 1 ? 'uploads.addOne' : 'uploads.add')} isMultiple={most > 1} onFiles={onFiles} />
        <AttachedImages attachments={attachments} store={store} label={t('uploads.list')} />
      </>
    ),
    onSent: store.clear,
    onReturned,
  };
}
