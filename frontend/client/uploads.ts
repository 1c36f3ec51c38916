import { DownloadUrls, type ImageType, UploadUrls } from '#contract/uploads';
import type { CoachClient } from './create-coach-client.ts';
import { pause } from './deadline.ts';
import { backoffMs } from './limits.ts';
import { Unreachable } from './refusal.ts';
import { createCall } from './rest.ts';

/** An image as it goes to the bucket. `Body` is what the environment posts: a `Blob` on the web. */
export interface PreparedImage<Body> {
  readonly fileName: string;
  readonly contentType: ImageType;
  readonly sizeBytes: number;
  readonly body: Body;
}

/** A form as the server has signed it: its fields first, and `file` last. */
export interface UploadForm<Body> {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly file: Body;
  readonly fileName: string;
}

export interface PostOptions {
  /** @param part - 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/** Posts a form as `multipart/form-data`. Resolves with the status; rejects when there is no answer. */
export type PostForm<Body> = (form: UploadForm<Body>, options: PostOptions) => Promise<number>;

/** Attempts at one upload until the person is asked. */
const ATTEMPTS = 3;

const MAX_NAME = 255;

type Client = Pick<CoachClient, 'connection' | 'userId'>;

const userPath = ({ userId }: Client, what: string): string => `/users/${encodeURIComponent(userId)}/${what}`;

/** A form is valid for minutes, so every attempt takes a new one. */
async function attempt<Body>(
  client: Client,
  { fileName, contentType, sizeBytes, body: file }: PreparedImage<Body>,
  post: PostForm<Body>,
  options: PostOptions,
): Promise<string> {
  const { signal } = options;
  const name = fileName.slice(0, MAX_NAME) || 'image';
  const body = { files: [{ fileName: name, contentType, sizeBytes }] };
  const path = userPath(client, 'generate-upload-urls');
  const { uploads } = await createCall(client)({ method: 'POST', path, body }, UploadUrls);
  signal.throwIfAborted();
  const [form] = uploads;
  if (!form) throw new Unreachable('no form for an upload');
  const { url, fields, key } = form;
  const status = await post({ url, fields, file, fileName: name }, options).catch((cause: unknown) => {
    throw signal.aborted ? cause : new Unreachable('the bucket does not answer', { cause });
  });
  if (status < 200 || status > 299) throw new Unreachable(`the bucket answered ${status}`);
  return key;
}

/**
 * Uploads an image; resolves with its key. A connection that breaks and a form that has expired are tried again.
 *
 * @throws {Refusal | Unreachable} when it is not uploaded. The reason of `signal` when it is aborted.
 */
export async function uploadImage<Body>(
  client: Client,
  image: PreparedImage<Body>,
  post: PostForm<Body>,
  options: PostOptions,
): Promise<string> {
  const { signal } = options;
  const { limits, random, connectivity } = client.connection;
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt(client, image, post, options);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Unreachable) || failures + 1 >= ATTEMPTS) throw error;
      options.onProgress(0);
      await pause(backoffMs(failures, limits, random), connectivity.onRetryNow, signal);
      signal.throwIfAborted();
    }
  }
}

const MAX_KEYS = 20;

interface Waiting {
  readonly key: string;
  readonly resolve: (url: string) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Addresses of the person's uploads, each valid for 15 minutes. Keys that are asked for at the same time share a
 * request.
 */
export function createDownloads(client: Client): (key: string) => Promise<string> {
  let waiting: Waiting[] = [];
  const ask = async (asked: readonly Waiting[]) => {
    try {
      const keys = [...new Set(asked.map(({ key }) => key))];
      const path = userPath(client, 'generate-download-urls');
      const { downloads } = await createCall(client)({ method: 'POST', path, body: { keys } }, DownloadUrls);
      const urls = new Map(downloads.map(({ key, url }) => [key, url]));
      for (const { key, resolve, reject } of asked) {
        const url = urls.get(key);
        if (url === undefined) reject(new Unreachable('no address for an upload'));
        else resolve(url);
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };
  const askAll = () => {
    const all = waiting;
    waiting = [];
    for (let at = 0; at < all.length; at += MAX_KEYS) void ask(all.slice(at, at + MAX_KEYS));
  };
  return (key) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(askAll);
      waiting.push({ key, resolve, reject });
    });
}
