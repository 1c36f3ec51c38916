import type { CoachClient } from './create-coach-client.ts';
import { type PostForm, type PreparedImage, uploadImage } from './uploads.ts';

/** Why a file is not taken. */
export type ImageFault = 'heic' | 'svg' | 'not_an_image' | 'too_large' | 'too_many';

/** The file cannot be uploaded, however often it is tried. */
export class ImageRefused extends Error {
  override readonly name = 'ImageRefused';
  readonly fault: ImageFault;

  constructor(fault: ImageFault, options?: ErrorOptions) {
    super(fault, options);
    this.fault = fault;
  }
}

/** A file that the person has chosen. On the web a `File`. */
export interface ChosenFile {
  readonly name: string;
}

/** What the environment does with files. `Preview` is shown while there is no address yet. */
export interface ImagePorts<Chosen extends ChosenFile, Body, Preview> {
  /** Makes a file smaller where it has to be. @throws {ImageRefused} */
  readonly prepare: (file: Chosen, signal: AbortSignal) => Promise<PreparedImage<Body> & { readonly preview: Preview }>;
  readonly post: PostForm<Body>;
}

/** An image of a message that is not sent yet. */
export interface Attachment<Preview> {
  readonly id: string;
  /** Empty for one that a draft brought back. */
  readonly name: string;
  readonly stage: 'preparing' | 'uploading' | 'uploaded' | 'failed';
  /** 0 to 1. */
  readonly progress: number;
  /** Once it is uploaded. */
  readonly key: string | undefined;
  readonly preview: Preview | undefined;
  /** Why it failed: of the upload, or `undefined` when the server refused the image itself. */
  readonly error: unknown;
  readonly canRetry: boolean;
}

export interface RefusedFile {
  readonly id: string;
  readonly name: string;
  readonly fault: ImageFault;
}

export interface AttachmentsView<Preview> {
  readonly attachments: readonly Attachment<Preview>[];
  /** Files that were not taken, until the person has read why. */
  readonly refused: readonly RefusedFile[];
}

/** The images of one message, while it is written. */
export interface Attachments<Chosen extends ChosenFile, Preview> {
  snapshot(): AttachmentsView<Preview>;
  subscribe(listener: () => void): () => void;
  /** Uploads files at once. Those that are too many, or no images, are refused, and the rest is kept. */
  add(files: readonly Chosen[]): void;
  /** Uploaded images of a draft, in front of the others. Those that are here already stay as they are. */
  restore(keys: readonly string[]): void;
  /** Ends an upload that is running. */
  remove(id: string): void;
  retry(id: string): void;
  /** The server does not take these images. */
  reject(keys: readonly string[]): void;
  forgetRefused(): void;
  /** The message is sent, or the page is left for good. */
  clear(): void;
}

export interface AttachmentsDeps<Chosen extends ChosenFile, Body, Preview> {
  readonly client: Pick<CoachClient, 'connection' | 'userId' | 'uuid'>;
  readonly ports: ImagePorts<Chosen, Body, Preview>;
  readonly most: number;
}

const FRESH = {
  name: '',
  stage: 'preparing',
  progress: 0,
  key: undefined,
  preview: undefined,
  error: undefined,
  canRetry: false,
} as const;

const UPLOADED = { stage: 'uploaded', progress: 1 } as const;

function createView<Preview>() {
  const listeners = new Set<() => void>();
  let view: AttachmentsView<Preview> = { attachments: [], refused: [] };
  const show = (next: Partial<AttachmentsView<Preview>>) => {
    view = { ...view, ...next };
    for (const listener of listeners) listener();
  };
  return {
    show,
    snapshot: () => view,
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    change: (id: string, next: Partial<Attachment<Preview>>) =>
      show({ attachments: view.attachments.map((one) => (one.id === id ? { ...one, ...next } : one)) }),
    drop: (id: string) => show({ attachments: view.attachments.filter((one) => one.id !== id) }),
  };
}

/** An upload that can be ended, and started again. */
interface Work<Chosen> {
  readonly file: Chosen;
  readonly leave: AbortController;
}

/** The uploads behind the view. */
function createWorks<Chosen extends ChosenFile, Body, Preview>(
  { client, ports }: AttachmentsDeps<Chosen, Body, Preview>,
  { show, snapshot, change, drop }: ReturnType<typeof createView<Preview>>,
) {
  const works = new Map<string, Work<Chosen>>();
  const upload = async (id: string, { file, leave: { signal } }: Work<Chosen>) => {
    const { preview, ...image } = await ports.prepare(file, signal);
    signal.throwIfAborted();
    change(id, { stage: 'uploading', preview });
    const onProgress = (progress: number) => {
      if (!signal.aborted) change(id, { progress });
    };
    const key = await uploadImage(client, image, ports.post, { onProgress, signal });
    signal.throwIfAborted();
    change(id, { stage: 'uploaded', progress: 1, key });
  };
  const end = (id: string) => {
    works.get(id)?.leave.abort();
    works.delete(id);
  };
  return {
    end,
    fileOf: (id: string) => works.get(id)?.file,
    start(id: string, file: Chosen) {
      const work = { file, leave: new AbortController() };
      works.set(id, work);
      upload(id, work).catch((error: unknown) => {
        if (work.leave.signal.aborted) return;
        if (!(error instanceof ImageRefused)) return change(id, { stage: 'failed', error });
        end(id);
        drop(id);
        show({ refused: [...snapshot().refused, { id, name: file.name, fault: error.fault }] });
      });
    },
  };
}

export function createAttachments<Chosen extends ChosenFile, Body, Preview>(
  deps: AttachmentsDeps<Chosen, Body, Preview>,
): Attachments<Chosen, Preview> {
  const { client, most } = deps;
  const view = createView<Preview>();
  const works = createWorks(deps, view);
  const { show, change, snapshot, subscribe } = view;
  return {
    snapshot,
    subscribe,
    add(files) {
      const { attachments } = snapshot();
      const named = files.map((file) => ({ id: client.uuid(), name: file.name, file }));
      const room = Math.max(0, most - attachments.length);
      const added = named.slice(0, room);
      show({
        attachments: [...attachments, ...added.map(({ id, name }) => ({ ...FRESH, id, name, canRetry: true }))],
        refused: named.slice(room).map(({ id, name }) => ({ id, name, fault: 'too_many' })),
      });
      for (const { id, file } of added) works.start(id, file);
    },
    restore(keys) {
      const { attachments } = snapshot();
      const known = new Set(attachments.map(({ key }) => key));
      const back = keys.filter((key) => !known.has(key)).map((key) => ({ ...FRESH, ...UPLOADED, id: key, key }));
      if (back.length > 0) show({ attachments: [...back, ...attachments] });
    },
    remove(id) {
      works.end(id);
      view.drop(id);
    },
    retry(id) {
      const file = works.fileOf(id);
      if (!file) return;
      change(id, { stage: 'preparing', progress: 0, key: undefined, error: undefined });
      works.start(id, file);
    },
    reject(keys) {
      for (const { id, key } of snapshot().attachments) {
        const canRetry = works.fileOf(id) !== undefined;
        if (key !== undefined && keys.includes(key)) change(id, { stage: 'failed', canRetry });
      }
    },
    forgetRefused() {
      if (snapshot().refused.length > 0) show({ refused: [] });
    },
    clear() {
      for (const { id } of snapshot().attachments) works.end(id);
      show({ attachments: [], refused: [] });
    },
  };
}
