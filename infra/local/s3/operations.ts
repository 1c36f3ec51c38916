import type { Access } from '../iam/permissions.ts';
import { listAccess, objectAccess } from '../iam/s3-access.ts';
import { listObjects } from './list-objects.ts';
import type { ObjectFiles, ObjectHead } from './object-files.ts';
import { payloadOf } from './payload.ts';
import { selectRange } from './ranges.ts';
import { header, type S3Answer, type S3Request, xmlAnswer } from './request.ts';
import { accessDenied, malformedXml, noSuchKey, notImplemented, S3Error } from './s3-error.ts';
import { parseTagging, parseTaggingHeader, taggingXml } from './tags.ts';
import { elementsOf, escapeXml, textOf } from './xml.ts';

/** A signed request to a bucket that exists. */
export interface OperationContext {
  readonly request: S3Request;
  readonly query: URLSearchParams;
  readonly files: ObjectFiles;
  readonly now: number;
  /** Whether the caller's role allows it. */
  isAllowed(access: Access): boolean;
}

type Operation = (context: OperationContext) => S3Answer;

/** Parts of S3 that no SDK of the product uses. */
const UNKNOWN_QUERIES = [
  'uploads',
  'uploadId',
  'acl',
  'versions',
  'versionId',
  'attributes',
  'retention',
  'legal-hold',
];

/** @throws {S3Error} NotImplemented for what the local S3 does not have. */
export function operationOf({ request, query }: OperationContext): Operation {
  const unknown = UNKNOWN_QUERIES.find((name) => query.has(name));
  if (unknown !== undefined) throw notImplemented(unknown);
  const kind = query.has('tagging') ? '?tagging' : query.has('delete') ? '?delete' : '';
  const scope = request.key === '' ? 'bucket' : 'object';
  const operation = OPERATIONS[`${request.method} ${scope}${kind}`];
  if (!operation) throw notImplemented(`${request.method} of this ${scope}${kind}`);
  return operation;
}

const OPERATIONS: Readonly<Record<string, Operation>> = {
  'GET object': getObject,
  'HEAD object': getObject,
  'PUT object': putObject,
  'DELETE object': deleteObject,
  'GET object?tagging': getTagging,
  'PUT object?tagging': (context) => putTagging(context, 'PutObjectTagging', parseTagging(payload(context).toString())),
  'DELETE object?tagging': (context) => putTagging(context, 'DeleteObjectTagging', {}),
  'POST bucket?delete': deleteObjects,
  'GET bucket': listObjects,
  'HEAD bucket'(context) {
    need(context, listAccess(context.request.bucket));
    return { status: 200 };
  },
};

function getObject(context: OperationContext): S3Answer {
  const { request, files, query } = context;
  const head = existing(context, 'GetObject');
  if (header(request, 'if-none-match') === head.etag) return { status: 304, headers: { etag: head.etag } };
  const range = selectRange(header(request, 'range'), head.sizeBytes);
  const bytes = files.bytes(head.key);
  const part = range ? bytes.subarray(range.first, range.last + 1) : bytes;
  const checksum = header(request, 'x-amz-checksum-mode') === 'ENABLED' && !range ? head.checksum : undefined;
  return {
    status: range ? 206 : 200,
    headers: {
      'content-type': head.contentType,
      'content-length': String(part.length),
      'last-modified': new Date(head.storedAt).toUTCString(),
      'accept-ranges': 'bytes',
      etag: head.etag,
      ...(range && { 'content-range': `bytes ${range.first}-${range.last}/${head.sizeBytes}` }),
      ...(checksum && { [checksum[0]]: checksum[1] }),
      ...overrides(query),
    },
    ...(request.method === 'GET' && { body: part }),
  };
}

/** A signed request may choose headers of its answer, such as `response-content-disposition`. */
const overrides = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries(
    [...query]
      .filter(([name]) => /^response-(content-(disposition|type|language|encoding)|cache-control|expires)$/.test(name))
      .map(([name, value]) => [name.slice('response-'.length), value]),
  );

function putObject(context: OperationContext): S3Answer {
  const { request, files, now } = context;
  for (const name of ['x-amz-copy-source', 'if-none-match', 'if-match']) {
    if (header(request, name) !== undefined) throw notImplemented(`${name} of PutObject`);
  }
  const { bucket, key } = request;
  const tagging = header(request, 'x-amz-tagging');
  need(context, objectAccess('PutObject', bucket, key));
  if (tagging !== undefined) need(context, objectAccess('PutObjectTagging', bucket, key));
  const { bytes, checksum } = payloadOf(request);
  const { etag } = files.put(
    {
      key,
      contentType: header(request, 'content-type') ?? 'binary/octet-stream',
      tags: parseTaggingHeader(tagging ?? ''),
      storedAt: now,
      ...(checksum && { checksum }),
    },
    bytes,
  );
  return { status: 200, headers: { etag, ...(checksum && { [checksum[0]]: checksum[1] }) } };
}

function deleteObject(context: OperationContext): S3Answer {
  const { request, files } = context;
  need(context, objectAccess('DeleteObject', request.bucket, request.key));
  files.remove(request.key);
  return { status: 204 };
}

function getTagging(context: OperationContext): S3Answer {
  return xmlAnswer(taggingXml(existing(context, 'GetObjectTagging').tags));
}

function putTagging(context: OperationContext, action: string, tags: ObjectHead['tags']): S3Answer {
  const { key } = existing(context, action);
  context.files.tag(key, tags);
  return { status: action === 'DeleteObjectTagging' ? 204 : 200 };
}

const MAX_DELETED = 1_000;

function deleteObjects(context: OperationContext): S3Answer {
  const { request, files } = context;
  const { bytes, checksum } = payloadOf(request);
  if (!checksum && header(request, 'content-md5') === undefined) {
    throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: Content-MD5');
  }
  const xml = bytes.toString();
  const keys = elementsOf(xml, 'Object').map((object) => textOf(object, 'Key') ?? '');
  if (keys.length === 0 || keys.length > MAX_DELETED || keys.includes('')) throw malformedXml();
  const isQuiet = textOf(xml, 'Quiet') === 'true';
  const results = keys.map((key) => {
    if (!context.isAllowed(objectAccess('DeleteObject', request.bucket, key))) {
      return `<Error><Key>${escapeXml(key)}</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`;
    }
    files.remove(key);
    return isQuiet ? '' : `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`;
  });
  return xmlAnswer(`<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${results.join('')}</DeleteResult>`);
}

/** S3 requires a checksum of a tagging, which its SDKs send. */
function payload({ request }: OperationContext): Buffer {
  return payloadOf(request).bytes;
}

/**
 * The object that a request names.
 * @throws {S3Error} NoSuchKey; AccessDenied instead for a caller that may not list the bucket.
 */
function existing(context: OperationContext, action: string): ObjectHead {
  const { bucket, key } = context.request;
  need(context, objectAccess(action, bucket, key));
  const head = context.files.head(key);
  if (head) return head;
  need(context, listAccess(bucket));
  throw noSuchKey(key);
}

/** @throws {S3Error} AccessDenied unless the caller's role allows it. */
export function need({ isAllowed }: OperationContext, access: Access): void {
  if (!isAllowed(access)) throw accessDenied(`not authorized to perform: ${access.action}`);
}
