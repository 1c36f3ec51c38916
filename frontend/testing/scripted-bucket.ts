import type { IncomingMessage, ServerResponse } from 'node:http';
import { DownloadUrls, GenerateDownloadUrls, GenerateUploadUrls, UploadUrls } from '#contract/uploads';
import type { ScriptedBucket } from './bucket-state.ts';
import { answerJson, answerProblem, CORS } from './product-state.ts';

/** Lets the uploads of a test wait until it calls the result. */
export function holdUploads(bucket: ScriptedBucket): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  bucket.gate = promise;
  return resolve;
}

export const BUCKET_PATH = '/files/';

const minutesFromNow = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** A presigned address of a stored file. */
export function addressOf(bucket: ScriptedBucket, key: string): string {
  bucket.signed += 1;
  return `${bucket.url}${key}?signature=${bucket.signed}`;
}

/** The routes that sign forms and addresses. @returns `undefined` for every other route. */
export function serveUploads(
  bucket: ScriptedBucket,
  kind: string | undefined,
  body: string,
  response: ServerResponse,
): ServerResponse | undefined {
  if (kind === 'generate-upload-urls') {
    const { data } = GenerateUploadUrls.safeParse(JSON.parse(body));
    if (!data) return answerProblem(response, 'validation_failed');
    const uploads = data.files.map(({ contentType, sizeBytes }) => {
      const key = `user-uploads/demo-pro/${crypto.randomUUID()}.${EXTENSIONS[contentType]}`;
      const fields = { key, 'Content-Type': contentType, 'x-size': String(sizeBytes) };
      return { key, url: bucket.url, fields, expiresAt: minutesFromNow(5) };
    });
    return answerJson(response, 200, UploadUrls.parse({ uploads }));
  }
  if (kind !== 'generate-download-urls') return undefined;
  const { keys } = GenerateDownloadUrls.parse(JSON.parse(body));
  const downloads = keys.map((key) => ({ key, url: addressOf(bucket, key), expiresAt: minutesFromNow(15) }));
  return answerJson(response, 200, DownloadUrls.parse({ downloads }));
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function store(bucket: ScriptedBucket, request: IncomingMessage, response: ServerResponse) {
  const body = await bytesOf(request);
  await bucket.gate;
  const refusal = bucket.refusals.shift();
  if (refusal !== undefined) return response.writeHead(refusal, CORS).end();
  const contentType = request.headers['content-type'] ?? '';
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  const file = form.get('file');
  const bytes = file === null || typeof file === 'string' ? Buffer.alloc(0) : Buffer.from(await file.arrayBuffer());
  // As S3 does it, by the policy of the form.
  if (bytes.length !== Number(form.get('x-size'))) return response.writeHead(400, CORS).end();
  bucket.files.set(String(form.get('key')), { contentType: String(form.get('Content-Type')), bytes });
  return response.writeHead(204, CORS).end();
}

/** The bucket itself: takes forms, and answers the addresses of files. */
export async function serveBucket(
  bucket: ScriptedBucket,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<unknown> {
  if (request.method === 'POST') return store(bucket, request, response);
  const url = new URL(request.url ?? '/', 'http://bucket');
  const file = bucket.files.get(decodeURIComponent(url.pathname.slice(BUCKET_PATH.length)));
  const isExpired = bucket.expired.has(url.search);
  if (!file || isExpired) return response.writeHead(isExpired ? 403 : 404, CORS).end();
  return response.writeHead(200, { ...CORS, 'content-type': file.contentType }).end(file.bytes);
}
