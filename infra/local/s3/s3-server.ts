import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { LocalClock } from '../clock.ts';
import type { FaultKind } from '../faults/faults.ts';
import { splitTarget } from '../gateways/request-parts.ts';
import type { Access, Permissions } from '../iam/permissions.ts';
import { objectAccess } from '../iam/s3-access.ts';
import { BodyTooLarge, type LoopbackServer, readBody, serveLoopback } from '../loopback-server.ts';
import type { BucketSpec } from '../template/buckets.ts';
import { type CallerKeys, callerOf } from './callers.ts';
import { corsHeaders, preflight } from './cors.ts';
import { startLifecycle } from './lifecycle.ts';
import { type ObjectFiles, openObjectFiles } from './object-files.ts';
import { operationOf } from './operations.ts';
import { type PostedFile, readPostedFile } from './post-form.ts';
import { type S3Answer, type S3Request, splitPath } from './request.ts';
import { accessDenied, errorXml, S3Error } from './s3-error.ts';
import { parseTagging } from './tags.ts';

export interface LocalS3Deps {
  /** Folder of the objects. */
  readonly folder: string;
  readonly buckets: readonly BucketSpec[];
  readonly keys: CallerKeys;
  readonly permissions: Pick<Permissions, 'refusalOf'>;
  readonly clock: LocalClock;
  readonly faults: { next(): FaultKind | undefined };
}

interface Bucket extends BucketSpec {
  readonly files: ObjectFiles;
}

/** Larger than any file of the product. S3 itself takes 5 GB in one request. */
const LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Serves the template's buckets on loopback with S3's own protocol: for the functions by the SDK's endpoint, and for
 * browsers by presigned forms and URLs. Each request needs a signature, and the permissions of the function that signed.
 */
export async function startLocalS3(deps: LocalS3Deps): Promise<LoopbackServer> {
  const { clock, faults } = deps;
  const buckets = new Map(
    deps.buckets.map((spec): [string, Bucket] => [
      spec.name,
      { ...spec, files: openObjectFiles(join(deps.folder, spec.name)) },
    ]),
  );
  const lifecycle = startLifecycle({ buckets: [...buckets.values()], clock });
  const server = await serveLoopback(0, async (incoming, response) => {
    const read = await readRequest(incoming);
    const fault = faults.next();
    if (fault === 'down') return void response.socket?.resetAndDestroy();
    if (fault === 'timeout') return;
    const answer = fault === 'throttle' ? throttled() : await answerTo(read, buckets, deps);
    // The first delivery is the one that is answered.
    if (fault === 'duplicate') await answerTo(read, buckets, deps);
    if (fault === 'lost-response') return void response.socket?.resetAndDestroy();
    send(response, answer, clock.now());
  });
  return {
    ...server,
    async close() {
      lifecycle.close();
      await server.close();
    },
  };
}

/** @returns the error for a body that is too large. */
async function readRequest(incoming: IncomingMessage): Promise<S3Request | S3Error> {
  const { path, query } = splitTarget(incoming.url ?? '/');
  try {
    const { bucket, key } = splitPath(decodeURIComponent(path));
    const body = await readBody(incoming, LIMIT_BYTES);
    return { method: incoming.method ?? '', bucket, key, path, query, headers: incoming.headers, body };
  } catch (error) {
    if (error instanceof URIError) return new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
    if (!(error instanceof BodyTooLarge)) throw error;
    return new S3Error(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  }
}

const throttled = (): S3Answer => failed(new S3Error(503, 'SlowDown', 'Please reduce your request rate.'));

async function answerTo(
  request: S3Request | S3Error,
  buckets: ReadonlyMap<string, Bucket>,
  deps: LocalS3Deps,
): Promise<S3Answer> {
  if (request instanceof S3Error) return failed(request);
  const bucket = buckets.get(request.bucket);
  const cors = bucket ? corsHeaders(bucket.cors, request) : {};
  try {
    const answer = await carryOut(request, bucket, deps);
    return { ...answer, headers: { ...cors, ...answer.headers } };
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    const { headers, ...answer } = failed(error);
    return { ...answer, headers: { ...cors, ...headers } };
  }
}

async function carryOut(request: S3Request, bucket: Bucket | undefined, deps: LocalS3Deps): Promise<S3Answer> {
  const { keys, clock, permissions } = deps;
  const now = clock.now();
  if (!bucket) {
    throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: request.bucket });
  }
  const answered = preflight(bucket.cors, request);
  if (answered) return answered;
  const query = new URLSearchParams(request.query);
  const allows = (accessKey: string) => (access: Access) =>
    permissions.refusalOf(`Credential=${accessKey}/`, [access]) === undefined;
  if (request.method === 'POST' && request.key === '' && !query.has('delete')) {
    const file = await readPostedFile(request, keys, now);
    return storePosted(file, bucket, allows(file.accessKey), now);
  }
  const accessKey = callerOf(request, keys, now);
  const context = { request, query, files: bucket.files, now, isAllowed: allows(accessKey) };
  return operationOf(context)(context);
}

/** Stores a browser's file with the permissions of the function that signed its form. */
function storePosted(
  { key, fields, bytes }: PostedFile,
  { name, files }: Bucket,
  isAllowed: (access: Access) => boolean,
  now: number,
): S3Answer {
  const tagging = fields.get('tagging');
  const needed = ['PutObject', ...(tagging === undefined ? [] : ['PutObjectTagging'])];
  if (!needed.every((action) => isAllowed(objectAccess(action, name, key)))) throw accessDenied();
  const contentType = fields.get('content-type') ?? 'binary/octet-stream';
  const tags = tagging === undefined ? {} : parseTagging(tagging);
  const { etag } = files.put({ key, contentType, tags, storedAt: now }, bytes);
  const status = Number(fields.get('success_action_status'));
  return { status: [200, 201].includes(status) ? status : 204, headers: { etag } };
}

const failed = (error: S3Error): S3Answer => ({
  status: error.status,
  headers: { 'content-type': 'application/xml' },
  body: errorXml(error, newRequestId()),
});

const newRequestId = (): string => randomBytes(8).toString('hex').toUpperCase();

function send(response: ServerResponse, { status, headers = {}, body }: S3Answer, now: number): void {
  const content = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  response.writeHead(status, {
    date: new Date(now).toUTCString(),
    server: 'AmazonS3',
    'x-amz-request-id': newRequestId(),
    ...content,
    ...headers,
  });
  // An answer to HEAD has the headers only.
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
