import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { splitTarget } from '../gateways/request-parts.ts';

export interface ServiceCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** As on AWS, a signature is valid for five minutes before and after its time. */
const VALID_MS = 5 * 60_000;

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Checks a request that was signed with Signature Version 4 in its headers, including the body.
 *
 * @param now - Time of the local clock. The machine's time is also accepted, because the signer may not know the other.
 * @returns the signer's access key; `undefined` when the signature is wrong, expired or from another key.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function checkSignature(
  request: IncomingMessage,
  body: Buffer,
  { accessKeyId, secretAccessKey }: ServiceCredentials,
  now: number,
): { readonly accessKey: string } | undefined {
  const match = AUTHORIZATION.exec(request.headers.authorization ?? '');
  const [, accessKey, date = '', region = '', service = '', signedHeaders = '', signature = ''] = match ?? [];
  const time = String(request.headers['x-amz-date'] ?? '');
  if (!match || accessKey !== accessKeyId || !time.startsWith(date) || !isRecent(time, now)) return undefined;
  const bodyHash = sha256(body);
  const stated = request.headers['x-amz-content-sha256'];
  if (stated !== undefined && stated !== bodyHash) return undefined;
  if (!signedHeaders.split(';').includes('host')) return undefined;

  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonicalRequest(request, signedHeaders, bodyHash))].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex')) ? { accessKey } : undefined;
}

function canonicalRequest(request: IncomingMessage, signedHeaders: string, bodyHash: string): string {
  const { path, query } = splitTarget(request.url ?? '/');
  const headers = signedHeaders.split(';').map(
    (name) =>
      `${name}:${String(request.headers[name] ?? '')
        .trim()
        .replaceAll(/ +/g, ' ')}\n`,
  );
  return [
    request.method,
    // Every service except S3 encodes the path a second time.
    path.split('/').map(encode).join('/'),
    canonicalQuery(query),
    headers.join(''),
    signedHeaders,
    bodyHash,
  ].join('\n');
}

const canonicalQuery = (query: string): string =>
  [...new URLSearchParams(query)]
    .map(([name, value]): [string, string] => [encode(name), encode(value)])
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map((pair) => pair.join('='))
    .join('&');

/** Compares by code points, independent of the machine's locale. */
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Encodes all characters that RFC 3986 does not list as unreserved. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

function isRecent(time: string, now: number): boolean {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const signedAt = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return [now, Date.now()].some((moment) => Math.abs(moment - signedAt) <= VALID_MS);
}

const sha256 = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();
