import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { type Attachments, type AttachmentsView, createAttachments } from '#client/attachments';
import type { CoachClient } from '#client/create-coach-client';
import { useCoachAccess } from './coach-provider.ts';
import { useSessionAccess } from './coach-session-provider.ts';
import { WEB_IMAGE_PORTS, type WebImagePorts } from './web-uploads.ts';

/** How files become uploads. */
export const ImagePortsContext = createContext<WebImagePorts>(WEB_IMAGE_PORTS);

export type WebAttachments = Attachments<File, ImageBitmap>;
export type WebAttachmentsView = AttachmentsView<ImageBitmap>;

/** By person and session: uploads continue while other pages are shown, and are there when the person is back. */
const KEPT = new WeakMap<CoachClient, Map<string, WebAttachments>>();

function attachmentsOf(client: CoachClient): Map<string, WebAttachments> {
  const kept = KEPT.get(client) ?? new Map<string, WebAttachments>();
  KEPT.set(client, kept);
  return kept;
}

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

function useShown(store: WebAttachments): ShownAttachments {
  const view = useSyncExternalStore(store.subscribe, store.snapshot);
  const isUploading = isRunning(view);
  useWarning(isUploading);
  return { ...view, store, isUploading };
}

/** The images of the message that is written in this session. @param most - Of one message. */
export function useSessionAttachments(most: number): ShownAttachments {
  const { client } = useCoachAccess();
  const { coach, sessionId } = useSessionAccess(undefined);
  const ports = useContext(ImagePortsContext);
  const store = useMemo(() => {
    const kept = attachmentsOf(client);
    const name = `${coach.name}:${sessionId}`;
    const found = kept.get(name) ?? createAttachments({ client, ports, most });
    kept.set(name, found);
    return found;
  }, [client, coach, sessionId, ports, most]);
  return useShown(store);
}

/** The images of a form. Uploads end when the form is left. */
export function useFormAttachments(most: number): ShownAttachments {
  const { client } = useCoachAccess();
  const ports = useContext(ImagePortsContext);
  const [store] = useState(() => createAttachments({ client, ports, most }));
  useEffect(() => store.clear, [store]);
  return useShown(store);
}
