import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { header, type S3Request } from './request.ts';
import { notImplemented, S3Error } from './s3-error.ts';

export interface Payload {
  readonly bytes: Buffer;
  /** The header with the checksum that was sent and is right. */
  readonly checksum?: readonly [name: string, value: string];
}

const crc32Of = (bytes: Buffer): string => {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
};
const digest = (algorithm: string) => (bytes: Buffer) => createHash(algorithm).update(bytes).digest('base64');

const CHECKSUMS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  'x-amz-checksum-crc32': crc32Of,
  'x-amz-checksum-sha1': digest('sha1'),
  'x-amz-checksum-sha256': digest('sha256'),
};

/**
 * The content of a request, without the framing of `aws-chunked`, once its checksums are right.
 *
 * @throws {S3Error} BadDigest, IncompleteBody or XAmzContentSHA256Mismatch.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export function payloadOf(request: S3Request): Payload {
  const stated = header(request, 'x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD';
  if (stated.startsWith('STREAMING-AWS4')) throw notImplemented('signed chunks');
  const isChunked = stated === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
  const { bytes, trailers } = isChunked ? unchunked(request.body) : { bytes: request.body, trailers: new Map() };
  const length = header(request, 'x-amz-decoded-content-length');
  if (isChunked && Number(length) !== bytes.length) throw incompleteBody();
  if (/^[0-9a-f]{64}$/.test(stated) && createHash('sha256').update(bytes).digest('hex') !== stated) {
    throw new S3Error(
      400,
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  const md5 = header(request, 'content-md5');
  if (md5 !== undefined && digest('md5')(bytes) !== md5) throw badDigest('Content-MD5');
  return { bytes, ...checksumOf(request, trailers, bytes) };
}

function checksumOf(request: S3Request, trailers: ReadonlyMap<string, string>, bytes: Buffer) {
  const isChecksum = (name: string) => name.startsWith('x-amz-checksum-') && !/-(mode|type|algorithm)$/.test(name);
  const name = [...Object.keys(request.headers), ...trailers.keys()].find(isChecksum);
  if (name === undefined) return {};
  const compute = CHECKSUMS[name];
  if (!compute) throw notImplemented(`the checksum ${name}`);
  const value = header(request, name) ?? trailers.get(name) ?? '';
  if (compute(bytes) !== value) throw badDigest(name.replace('x-amz-checksum-', '').toUpperCase());
  return { checksum: [name, value] as const };
}

/** Chunks of `<hex size>\r\n<bytes>\r\n`, up to a chunk without bytes, and then trailing headers. */
function unchunked(body: Buffer): { bytes: Buffer; trailers: ReadonlyMap<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  const line = (): string => {
    const end = body.indexOf('\r\n', at);
    if (end < 0) throw incompleteBody();
    const text = body.toString('latin1', at, end);
    at = end + 2;
    return text;
  };
  for (;;) {
    const size = Number.parseInt(line(), 16);
    if (!(size >= 0) || at + size > body.length) throw incompleteBody();
    if (size === 0) break;
    chunks.push(body.subarray(at, at + size));
    at += size;
    if (line() !== '') throw incompleteBody();
  }
  const trailers = new Map<string, string>();
  for (let text = line(); text !== ''; text = line()) {
    const [name = '', ...value] = text.split(':');
    trailers.set(name.toLowerCase().trim(), value.join(':').trim());
  }
  return { bytes: Buffer.concat(chunks), trailers };
}

const incompleteBody = (): S3Error => new S3Error(400, 'IncompleteBody', 'The request body terminated unexpectedly');
const badDigest = (algorithm: string): S3Error =>
  new S3Error(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
