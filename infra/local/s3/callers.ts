import { canonicalHeaders, canonicalQuery, encode, isSignature, sha256, signingTime } from '../identity/signature.ts';
import { header, type S3Request } from './request.ts';
import { accessDenied, invalidArgument, S3Error } from './s3-error.ts';

/** The credentials of those who may call. */
export interface CallerKeys {
  /** @returns `unchecked` for real credentials, whose signatures cannot be checked here. */
  credentialsOf(accessKey: string): CallerCredentials | 'unchecked';
}

export interface CallerCredentials {
  readonly secretAccessKey: string;
  /** Temporary credentials have one, which every request must name. */
  readonly sessionToken: string | undefined;
}

export interface Signed {
  readonly accessKey: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** S3 accepts the time of a request up to 15 minutes before and after its own. */
const SKEW_MS = 15 * 60_000;
const MAX_PRESIGNED_SECONDS = 604_800;

const AUTHORIZATION = /^AWS4-HMAC-SHA256 Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]{64})$/;

/**
 * The access key that signed a request, in its headers or in its query.
 *
 * @param now - Time of the local clock. A signature in headers may also have the machine's time.
 * @throws {S3Error} as S3 answers a request without a valid signature.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export function callerOf(request: S3Request, keys: CallerKeys, now: number): string {
  const query = new URLSearchParams(request.query);
  if (header(request, 'authorization') !== undefined) return headerCaller(request, keys, now);
  if (query.has('X-Amz-Signature')) return presignedCaller(request, query, keys, now);
  throw accessDenied();
}

function headerCaller(request: S3Request, keys: CallerKeys, now: number): string {
  const match = AUTHORIZATION.exec(header(request, 'authorization') ?? '');
  if (!match) throw invalidArgument('Unsupported Authorization Type');
  const [, credential = '', signedHeaders = '', signature = ''] = match;
  const scope = scopeOf(credential);
  const time = header(request, 'x-amz-date') ?? '';
  const signedAt = signingTime(time);
  if (![now, Date.now()].some((moment) => Math.abs(moment - signedAt) <= SKEW_MS)) {
    throw new S3Error(
      403,
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
  const payloadHash = header(request, 'x-amz-content-sha256');
  if (payloadHash === undefined) {
    throw new S3Error(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  const secretAccessKey = secretOf(keys, scope.accessKey, header(request, 'x-amz-security-token'));
  const text = textToSign(request, { scope, time, signedHeaders, payloadHash, query: request.query });
  requireSignature(signature, scope, secretAccessKey, text);
  return scope.accessKey;
}

function presignedCaller(request: S3Request, query: URLSearchParams, keys: CallerKeys, now: number): string {
  const param = (name: string) => query.get(`X-Amz-${name}`) ?? '';
  const scope = scopeOf(param('Credential'));
  const seconds = Number(param('Expires'));
  if (!(seconds >= 1 && seconds <= MAX_PRESIGNED_SECONDS)) {
    throw new S3Error(400, 'AuthorizationQueryParametersError', 'X-Amz-Expires must be between 1 and 604800 seconds');
  }
  const signedAt = signingTime(param('Date'));
  if (!(signedAt <= now + SKEW_MS)) throw accessDenied('Request is not yet valid');
  if (now > signedAt + seconds * 1_000) throw accessDenied('Request has expired');
  const secretAccessKey = secretOf(keys, scope.accessKey, query.get('X-Amz-Security-Token') ?? undefined);
  const text = textToSign(request, {
    scope,
    time: param('Date'),
    signedHeaders: param('SignedHeaders'),
    payloadHash: query.get('X-Amz-Content-Sha256') ?? 'UNSIGNED-PAYLOAD',
    query: request.query.replace(/(^|&)X-Amz-Signature=[^&]*/, ''),
  });
  requireSignature(param('Signature'), scope, secretAccessKey, text);
  return scope.accessKey;
}

/** @param credential - `<access key>/<date>/<Region>/s3/aws4_request`. */
export function scopeOf(credential: string): Signed {
  const [accessKey = '', date = '', region = '', service = '', end] = credential.split('/');
  if (end !== 'aws4_request' || service !== 's3') {
    throw new S3Error(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed; incorrect service.');
  }
  return { accessKey, date, region, service };
}

/**
 * @returns `undefined` for real credentials.
 * @throws {S3Error} for temporary credentials without their token.
 */
export function secretOf(keys: CallerKeys, accessKey: string, sessionToken: string | undefined): string | undefined {
  const credentials = keys.credentialsOf(accessKey);
  if (credentials === 'unchecked') return undefined;
  if (credentials.sessionToken !== undefined && sessionToken === undefined) {
    throw new S3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      AWSAccessKeyId: accessKey,
    });
  }
  if (credentials.sessionToken !== sessionToken) {
    throw new S3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  return credentials.secretAccessKey;
}

/** @throws {S3Error} SignatureDoesNotMatch. */
export function requireSignature(
  signature: string,
  { date, region, service }: Signed,
  secretAccessKey: string | undefined,
  text: string,
): void {
  if (secretAccessKey === undefined || isSignature(signature, { secretAccessKey, date, region, service }, text)) return;
  throw new S3Error(
    403,
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}

interface SignedParts {
  readonly scope: Signed;
  readonly time: string;
  readonly signedHeaders: string;
  readonly payloadHash: string;
  readonly query: string;
}

function textToSign(request: S3Request, { scope, time, signedHeaders, payloadHash, query }: SignedParts): string {
  if (!signedHeaders.split(';').includes('host'))
    throw accessDenied('There were headers present which were not signed');
  const canonical = [
    request.method,
    // S3 encodes a path once.
    request.path
      .split('/')
      .map((part) => encode(decodeURIComponent(part)))
      .join('/'),
    canonicalQuery(query),
    canonicalHeaders(request.headers, signedHeaders),
    signedHeaders,
    payloadHash,
  ].join('\n');
  const { date, region, service } = scope;
  return ['AWS4-HMAC-SHA256', time, `${date}/${region}/${service}/aws4_request`, sha256(canonical)].join('\n');
}
