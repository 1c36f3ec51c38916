import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { type Attachments, type AttachmentsView, createAttachments } from '#client/attachments';
import { useCoachAccess } from './coach-provider.ts';
import { WEB_IMAGE_PORTS, type WebImagePorts } from './web-uploads.ts';

/** How files become uploads. */
export const ImagePortsContext = createContext<WebImagePorts>(WEB_IMAGE_PORTS);

export type WebAttachments = Attachments<File, ImageBitmap>;
export type WebAttachmentsView = AttachmentsView<ImageBitmap>;

const isRunning = ({ attachments }: WebAttachmentsView): boolean =>
  attachments.some(({ stage }) => stage === 'preparing' || stage === 'uploading');

/** Asks before the page is left in the middle of an upload, which a reload cannot continue. */
function useWarning(isUploading: boolean): void {
  useEffect(() => {
    if (!isUploading) return;
    const onLeave = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', onLeave);
    return () => window.removeEventListener('beforeunload', onLeave);
  }, [isUploading]);
}

/** What is attached, and whether some of it is still on its way. */
export type ShownAttachments = WebAttachmentsView & {
  readonly store: WebAttachments;
  readonly isUploading: boolean;
};

/** The attachments of a store, with a warning while they are uploaded. */
export function useShown(store: WebAttachments): ShownAttachments {
  const view = useSyncExternalStore(store.subscribe, store.snapshot);
  const isUploading = isRunning(view);
  useWarning(isUploading);
  return { ...view, store, isUploading };
}

/** The images of a form. Uploads end when the form is left. */
export function useFormAttachments(most: number): ShownAttachments {
  const { client } = useCoachAccess();
  const ports = useContext(ImagePortsContext);
  const [store] = useState(() => createAttachments({ client, ports, most }));
  useEffect(() => store.clear, [store]);
  return useShown(store);
}
