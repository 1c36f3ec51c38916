import type { Access } from '../iam/permissions.ts';
import { listAccess } from '../iam/s3-access.ts';
import type { ObjectFiles } from './object-files.ts';
import { type S3Answer, type S3Request, xmlAnswer } from './request.ts';
import { accessDenied, invalidArgument, notImplemented } from './s3-error.ts';
import { escapeXml } from './xml.ts';

const MAX_KEYS = 1_000;

export interface ListContext {
  readonly request: S3Request;
  readonly query: URLSearchParams;
  readonly files: ObjectFiles;
  isAllowed(access: Access): boolean;
}

/** One page of `ListObjectsV2`. Its token is the last key of the page before. */
export function listObjects({ request, query, files, isAllowed }: ListContext): S3Answer {
  if (query.get('list-type') !== '2') throw notImplemented('this kind of listing');
  if (query.has('delimiter')) throw notImplemented('delimiter');
  const prefix = query.get('prefix');
  if (!isAllowed(listAccess(request.bucket, prefix ?? undefined))) throw accessDenied();
  const token = query.get('continuation-token');
  const after = token === null ? (query.get('start-after') ?? '') : keyOf(token);
  const max = Math.min(Number(query.get('max-keys') ?? MAX_KEYS), MAX_KEYS);
  if (!(max >= 0)) throw invalidArgument('Provided max-keys not an integer or within integer range');
  const rest = files
    .all()
    .filter(({ key }) => key.startsWith(prefix ?? '') && Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0);
  const page = rest.slice(0, max);
  const isTruncated = rest.length > page.length && page.length > 0;
  const isEncoded = query.get('encoding-type') === 'url';
  const keyText = (key: string) => escapeXml(isEncoded ? encodeURIComponent(key) : key);
  const contents = page.map(
    ({ key, etag, sizeBytes, storedAt }) =>
      `<Contents><Key>${keyText(key)}</Key><LastModified>${new Date(storedAt).toISOString()}</LastModified><ETag>${escapeXml(etag)}</ETag><Size>${sizeBytes}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  return xmlAnswer(
    [
      '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">',
      `<Name>${escapeXml(request.bucket)}</Name><Prefix>${keyText(prefix ?? '')}</Prefix>`,
      `<KeyCount>${page.length}</KeyCount><MaxKeys>${max}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>`,
      isEncoded ? '<EncodingType>url</EncodingType>' : '',
      isTruncated ? `<NextContinuationToken>${tokenOf(page.at(-1)?.key ?? '')}</NextContinuationToken>` : '',
      ...contents,
      '</ListBucketResult>',
    ].join(''),
  );
}

const tokenOf = (key: string): string => Buffer.from(`1${key}`).toString('base64');

function keyOf(token: string): string {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith('1')) throw invalidArgument('The continuation token provided is incorrect');
  return text.slice(1);
}
